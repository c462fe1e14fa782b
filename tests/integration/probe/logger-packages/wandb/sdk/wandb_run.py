from wandb.sdk.wandb_summary import Summary


class Run:
    def __init__(self):
        self.logged = []
        self._summary = Summary()

    @property
    def summary(self):
        return self._summary

    def log(self, data, step=None, commit=None, sync=None):
        self.logged.append((data, step))
        self._summary["internal"] = 1.0
