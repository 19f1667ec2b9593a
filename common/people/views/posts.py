"""任职: who has which post, what is proposed, and the chain of both. Each page says by whom."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.law import clock
from common.people import actions, queries
from common.people.access import has_role, person_of
from common.people.forms import PostEndForm, PostForm
from common.people.models import PostProposal
from common.people.states import ADMINISTRATORS, Role
from common.web.acts import posted, pressed, shown, tried
from common.web.cleaning import code_text
from common.web.doors import door, found_or_404

DOOR = tuple(each.value for each in sorted(ADMINISTRATORS))
PROPOSES, DECIDES = (Role.ADMIN.value,), (Role.SECURITY.value,)


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def posts(request: HttpRequest) -> HttpResponse:
    """What waits, who is in post, and for the system administrator the form that proposes a post."""
    today, by = clock.today(), person_of(request)
    proposes = has_role(by, Role.ADMIN, today=today)
    form = PostForm(posted(request), today=today) if proposes else None

    def act() -> PostProposal:
        data = form.cleaned_data if form else {}
        return actions.propose_post(
            phone=data["phone"],
            court=data["court"],
            role=Role(data["role"]),
            division=data["division"],
            since=data["since"],
            until=data["until"],
            by=by,
            today=today,
        )

    if form and tried(request, form, act, lambda row: f"已提出：{row.user.display_name}。由安全管理员核准。"):
        return redirect("people:posts")
    asked = code_text(request.GET.get("q", ""))
    context = {
        "asked": asked,
        "page": queries.in_post(asked, today, request.GET),
        "waiting": queries.waiting_posts(by),
        "today": today,
        "decides": has_role(by, Role.SECURITY, today=today),
        "proposes": proposes,
    }
    return shown(request, "people/posts.html", context | ({"form": form} if form else {}))


@door("staff", roles=PROPOSES)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the last day of a post."""
    today, by = clock.today(), person_of(request)
    post = found_or_404(queries.posts_now(today), pk=pk)
    form = PostEndForm(posted(request), initial={"last": today})
    form.confine("last", earliest=today - timedelta(days=1))

    def act() -> PostProposal:
        return actions.propose_end(post=post, last=form.cleaned_data["last"], by=by, today=today)

    if tried(request, form, act, lambda row: f"已提出：{row.user.display_name}离任。由安全管理员核准。", field="last"):
        return redirect("people:posts")
    return shown(request, "people/post_end.html", {"form": form, "post": post, "today": today})


@door("staff", roles=DECIDES)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, or not, what another has proposed."""
    confirm, row = request.POST.get("confirm") == "1", found_or_404(PostProposal.objects.all(), pk=pk)
    pressed(
        request,
        lambda: actions.decide_post(proposal=row, confirm=confirm, by=person_of(request), today=clock.today()),
        "已核准，当即生效。" if confirm else "已登记：不核准。",
    )
    return redirect("people:posts")


@door("staff", roles=PROPOSES)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = found_or_404(PostProposal.objects.all(), pk=pk)
    pressed(request, lambda: actions.withdraw_post(proposal=row, by=person_of(request)), "已撤回。")
    return redirect("people:posts")


@door("staff", roles=DOOR)
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """The chain, the newest first."""
    found = queries.post_records(request.GET)
    return shown(request, "people/post_record.html", {"page": found, "today": clock.today()})
