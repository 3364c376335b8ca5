"""Who is told of a task: the posts of its unit, of its leader, of those who gave it."""

from dibao.office.accounts.models import Post
from dibao.office.campaigns.models import Task


class Chairs:
    """The posts of each area by role, asked for once."""

    def __init__(self):
        wanted = ("village_worker", "township_handler", "township_leader", "county_admin")
        self._posts: dict[tuple[str, str], list[Post]] = {}
        for post in Post.objects.filter(role__in=wanted).select_related("unit__area"):
            self._posts.setdefault((post.area_code, post.role), []).append(post)

    def at(self, area_code: str, *roles: str) -> list[Post]:
        """Posts of these roles at an area's own offices."""
        return [post for role in roles for post in self._posts.get((area_code, role), [])]

    def of_task(self, task: Task, kind: str) -> list[Post]:
        """Whose task it is; where nobody was named, those of the unit who report. Of supervision its leader hears too."""
        own = [task.post] if task.post else self.at(task.area_code, "village_worker", "township_handler")
        return own + (self.at(task.area_code, "township_leader") if kind == "supervised" else [])
