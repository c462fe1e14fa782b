class SummaryWriter:
    def __init__(self, logdir=None):
        self.scalars = []

    def add_scalar(self, tag, scalar_value, global_step=None, walltime=None):
        self.scalars.append(scalar_value)

    def add_scalars(self, main_tag, tag_scalar_dict, global_step=None, walltime=None):
        self.scalars.extend(tag_scalar_dict.values())
