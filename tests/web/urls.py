"""What the tests of common.web open: its own pages, and one view behind each kind of door."""

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from common.web import views
from common.web.acts import posted, tried
from common.web.doors import admit, door
from common.web.forms import CourtForm


def _hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("好")


def named_wang(request: HttpRequest) -> bool:
    return request.user.get_username() == "wang"


def staff_door(request: HttpRequest, *, roles: tuple[str, ...]) -> bool:
    return request.user.get_username() in roles


SAVED: dict[str, tuple[str, int]] = {}
"""What the draft page has saved: question -> (value, version)."""

_DRAFT = """{% extends "base.html" %}{% load court %}{% block title %}草稿{% endblock %}{% block main %}<h1>草稿</h1>
<p class="saved" data-saved role="status"></p>
<form class="form" method="post" data-autosave="/answers/" data-versions='{"story": 1, "wish": 1}'>{% csrf_token %}
<div class="field"><label for="story">经过</label><textarea class="input" id="story" name="story"></textarea></div>
<div class="field"><label for="wish">请求</label><input class="input" id="wish" name="wish"></div>
<p class="actions"><button class="button danger" type="submit" data-confirm="撤回后不再办理。">撤回</button></p></form>
{% endblock %}{% block scripts %}{% script "autosave" "confirm" %}{% endblock %}"""


def draft(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        SAVED["submitted"] = ("yes", 1)
    return HttpResponse(engines["django"].from_string(_DRAFT).render({}, request))


def answers(request: HttpRequest) -> HttpResponse:
    """The protocol of autosave.js, with a memory for a database."""
    question, version = request.POST["question"], int(request.POST["version"])
    value, current = SAVED.get(question, ("", 1))
    if version != current:
        told = {"version": current, "theirs": value, "by": "窗口", "at": "15:40"}
        return JsonResponse(told, status=409)
    SAVED[question] = (request.POST["value"], current + 1)
    return JsonResponse({"version": current + 1, "saved_at": "15:42", "errors": []})


class StoryForm(CourtForm):
    story = forms.CharField(label="经过", widget=forms.Textarea)
    password = forms.CharField(label="密码", required=False)


_FORM = """{% extends "base.html" %}{% load court %}{% block title %}经过{% endblock %}{% block main %}<h1>经过</h1>
<form class="form" method="post">{% csrf_token %}{% fields form %}<button class="button" type="submit">写好了</button>
</form>{% endblock %}"""


def write(request: HttpRequest) -> HttpResponse:
    """A form behind a door, as every form of the portal is."""
    form = StoryForm(posted(request))
    if tried(request, form, lambda: SAVED.update(story=(form.cleaned_data["story"], 1))):
        return redirect("/open/")
    return HttpResponse(engines["django"].from_string(_FORM).render({"form": form}, request))


@require_POST
def press(request: HttpRequest) -> HttpResponse:
    SAVED["pressed"] = ("yes", 1)
    return redirect("/open/")


urlpatterns = [
    path("write/", door("signed_in")(write)),
    path("press/", door("signed_in")(press)),
    path("draft/", door("public")(draft)),
    path("answers/", door("public")(answers)),
    path("web/style/", views.style_page),  # only where settings.STYLE_PAGE says so in common.web.urls
    path("web/style/staff/", views.style_staff),
    path("web/", include("common.web.urls")),
    path("accounts/", include("allauth.urls")),
    path("open/", door("public")(_hello)),
    path("mine/", door("signed_in")(_hello)),
    path("clerks/", door("staff", roles=("huang",))(_hello)),
    path("wang/", admit(named_wang, words="只有王老师可以打开。")(_hello)),
]
