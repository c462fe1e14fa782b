from dataclasses import dataclass


@dataclass
class Config:
    n_users: int = 200
    n_items: int = 120
    dim: int = 16
    dropout: float = 0.2
    lr: float = 0.02
    weight_decay: float = 1e-4
    negatives: int = 4
    epochs: int = 6
    batch_size: int = 512
    reg: float = 0.02
    max_norm: float = 0.05
    top_k: int = 10
    seed: int = 11
