"""The review stage: from a plan and its scorecard to the context a deck template shows."""

from planforge.review.brief import PreviousReview
from planforge.review.catalogue import Catalogue
from planforge.review.compose import compose
from planforge.review.context import ReviewContext

__all__ = ["Catalogue", "PreviousReview", "ReviewContext", "compose"]
