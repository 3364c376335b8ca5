"""`policy.toml`: what this county decided."""

from dibao.county.clock import AS_OF, first_day
from dibao.county.world import World


def policy_text(world: World) -> str:
    """As the contract of the command line wants it."""
    lines = [f"as_of = {AS_OF}", f'region = "{world.map.region}"', 'pay_cycle = "month"', ""]
    for line in world.standards.lines:
        lines += [
            "[[standard]]",
            f'scope = "{line.scope}"',
            f"from = {first_day(line.month)}",
            f"yuan_per_month = {line.yuan:.2f}",
            "",
        ]
    return "\n".join([*lines, "[[amount]]", "from = 2016-01-01", 'method = "gap"', ""])
