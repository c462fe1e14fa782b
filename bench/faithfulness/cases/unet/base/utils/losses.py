from torch import Tensor


def dice_coeff(input: Tensor, target: Tensor, epsilon: float = 1e-6) -> Tensor:
    """Average of the Dice coefficient over the batch."""
    assert input.size() == target.size()
    inter = 2 * (input * target).sum(dim=(-1, -2))
    sets_sum = input.sum(dim=(-1, -2)) + target.sum(dim=(-1, -2))
    dice = (inter + epsilon) / (sets_sum + epsilon)
    return dice.mean()


def dice_loss(input: Tensor, target: Tensor) -> Tensor:
    # Dice loss (objective to minimize) between 0 and 1
    return 1 - dice_coeff(input, target)
