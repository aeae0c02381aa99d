"""How does a logo get into a picture? Only the child process may import this."""

import base64
import io

from PIL import Image, ImageDraw, ImageOps

SMOOTHING = 4
PAPER = "#ffffff"


def paste(picture: Image.Image, logo: str, *, x_px: int, y_px: int, side_px: int) -> bool:
    """Put the logo as a disc around a point; False if there is none that can be read."""
    disc = _disc(logo, side_px)
    if disc is None:
        return False
    mask = Image.new("L", (side_px * SMOOTHING,) * 2, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, mask.width - 1, mask.height - 1), 255)
    mask = mask.resize((side_px, side_px), Image.Resampling.LANCZOS)
    picture.paste(disc, (x_px - side_px // 2, y_px - side_px // 2), mask)
    return True


def _disc(logo: str, side_px: int) -> Image.Image | None:
    if not logo:
        return None
    try:
        given = Image.open(io.BytesIO(base64.b64decode(logo)))
        given.load()
    except (OSError, ValueError, Image.DecompressionBombError):
        # Whatever was given as a logo, the poster itself is wanted.
        return None
    on_paper = Image.new("RGB", given.size, PAPER)
    seen = given.convert("RGBA")
    on_paper.paste(seen, mask=seen)
    return ImageOps.fit(on_paper, (side_px, side_px), Image.Resampling.LANCZOS)
