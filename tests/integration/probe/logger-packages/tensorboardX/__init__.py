from tensorboardX.writer import SummaryWriter
