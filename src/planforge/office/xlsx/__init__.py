"""Excel templates: compile a tagged .xlsx once, render it many times."""

from planforge.office.xlsx.compile import CompiledWorkbook, compile_workbook
from planforge.office.xlsx.render import RenderedWorkbook
from planforge.office.xlsx.values import Link

__all__ = ["CompiledWorkbook", "Link", "RenderedWorkbook", "compile_workbook"]
