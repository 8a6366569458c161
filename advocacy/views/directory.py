"""The public directory of permanent missions in Geneva and of embassies."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from advocacy import directory_page, rules
from advocacy.forms.directory import PostForm
from advocacy.models import DiplomaticPost, PostFact
from advocacy.services import directory as services
from common.access import require
from cycles.models import State
from cycles.state_index import in_order

HERE = "missions"


@login_not_required
@require_safe
def mission_list(request: HttpRequest) -> HttpResponse:
    states = list(State.objects.visible_to(request.user))
    host = next((one for one in states if one.pk == request.GET.get("host", "")), None)
    posts = DiplomaticPost.objects.visible_to(request.user)
    context = {
        "here": HERE,
        "host": host,
        "hosts": in_order(states),
        "letters": directory_page.letters(states, posts.near(host) if host else posts.filter(host=None), host),
        "can_add": rules.can_add_to_directory(request.user),
    }
    return render(request, "advocacy/mission_list.html", context)


@login_not_required
@require_safe
def mission_detail(request: HttpRequest, iso3: str) -> HttpResponse:
    state = get_object_or_404(State.objects.visible_to(request.user), pk=iso3)
    posts = DiplomaticPost.objects.visible_to(request.user).filter(state=state).with_facts(request.user).in_order()
    context = {
        "here": HERE,
        "state": state,
        "posts": posts,
        "has_mission": any(post.kind == DiplomaticPost.Kind.MISSION for post in posts),
        "can_add": rules.can_add_to_directory(request.user),
        "can_check": rules.can_check_directory(request.user),
    }
    return render(request, "advocacy/mission_detail.html", context)


@require_http_methods(["GET", "POST"])
def mission_add(request: UserRequest, iso3: str) -> HttpResponse:
    state = get_object_or_404(State.objects.visible_to(request.user), pk=iso3)
    require(rules.can_add_to_directory(request.user))
    kind = request.GET.get("kind", DiplomaticPost.Kind.MISSION)
    today = timezone.localdate()
    initial = {"kind": kind, "host": request.GET.get("host", "")[:3], "as_of_date": today}
    form = PostForm(request.POST or None, state=state, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        is_check = rules.can_check_directory(request.user)
        post = services.add_to_directory(
            state=state, facts=form.facts, is_check=is_check, **form.said, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Thank you. It stands in the directory."))
        return redirect(post)
    return render(request, "advocacy/mission_add.html", {"here": HERE, "state": state, "form": form})


@require_POST
def mission_check(request: UserRequest, pk: UUID) -> HttpResponse:
    post = get_object_or_404(DiplomaticPost.objects.visible_to(request.user), pk=pk)
    require(rules.can_check_directory(request.user))
    # What was on the page: nothing that came meanwhile is checked unread.
    read = [key for key in request.POST.getlist("fact") if _is_key(key)]
    facts = PostFact.objects.visible_to(request.user).filter(post=post, pk__in=read).standing().in_order()
    services.check_post(post=post, facts=list(facts), by=request.user, at=timezone.now())
    messages.success(request, _("It counts as checked, and everybody reads it."))
    return redirect(post)


@require_POST
def mission_fact_end(request: UserRequest, pk: UUID) -> HttpResponse:
    fact = get_object_or_404(PostFact.objects.visible_to(request.user).standing().select_related("post"), pk=pk)
    require(rules.can_end_fact(request.user, fact))
    services.end_fact(fact=fact, by=request.user, at=timezone.now())
    messages.success(request, _("It stands in the directory no more."))
    return redirect(fact.post)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
