"""Sends a picture through a video encoder at the rates of social media, with PyAV (FFmpeg's libx264 and libvpx)."""

import io
from dataclasses import dataclass

import av
import numpy as np

av.logging.set_level(av.logging.PANIC)

FRAMES = 3
"""A still, then frames that move: the last one is predicted from those before it, as most of a film is."""

REPEATABLE = "asm=sse2"
"""x264's code for wider registers than every x86-64 has does not repeat itself: at 160 pixels 5 files of 100 runs."""


@dataclass(frozen=True)
class VideoCodec:
    """One encoder at one constant rate factor, with a pan that its motion vectors follow."""

    h264: bool
    """H.264, else VP9."""
    crf: int
    """23 (fine) to 40 (coarse) for H.264; VP9's scale is about eight higher for the like look."""
    pan: tuple[int, int] = (0, 0)
    """Pixels a frame, right and down."""

    def __call__(self, picture: np.ndarray) -> np.ndarray:
        """RGB uint8 h×w×3 as the last of a few panned frames decodes."""
        height, width = picture.shape[:2]
        padded = np.pad(picture, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        frames = []
        for left in range(FRAMES - 1, -1, -1):
            frames.append(np.roll(padded, (-left * self.pan[1], -left * self.pan[0]), (0, 1)))
        return self.encode(frames)[-1][:height, :width]

    def encode(self, frames: list[np.ndarray]) -> list[np.ndarray]:
        """Frames of one even size through the encoder and back."""
        file = io.BytesIO()
        if self.h264:
            container, codec = "mp4", "libx264"
            options = {"preset": "veryfast", "crf": str(self.crf), "x264-params": REPEATABLE}
        else:
            container, codec = "webm", "libvpx-vp9"
            options = {"crf": str(self.crf), "b": "0", "deadline": "realtime", "cpu-used": "8"}
        with av.open(file, "w", format=container) as out:
            stream = out.add_stream(codec, rate=25, options=options)
            stream.height, stream.width = frames[0].shape[:2]
            stream.pix_fmt, stream.thread_count = "yuv420p", 1
            for frame in frames:
                out.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
            out.mux(stream.encode())
        file.seek(0)
        with av.open(file) as back:
            back.streams.video[0].thread_count = 1
            return [frame.to_ndarray(format="rgb24") for frame in back.decode(video=0)]


def draw_video_codec(rng: np.random.Generator, least: int = 20, most: int = 38) -> VideoCodec:
    """H.264 three times in four, else VP9, at a rate factor of `least` to `most` (VP9: eight more)."""
    h264 = bool(rng.random() < 0.75)
    pan = (int(rng.integers(-3, 4)), int(rng.integers(-3, 4)))
    return VideoCodec(h264, int(rng.integers(least, most + 1)) + (0 if h264 else 8), pan)
