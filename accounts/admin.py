"""Accounts and organisations for the people who run the server. Tenants' texts are not here."""

from http import HTTPStatus
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client, Token
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from accounts.http import UserRequest
from accounts.models import Concern, Membership, Organisation, User
from accounts.services import concerns, organisations, people
from common.audit import record_event

# The sign-in of everybody else, with its limits on guessing, stands before the admin too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = gettext_lazy("UPR Platform, administration")
# Nothing here is decided by groups, and an address is changed with its account.
admin.site.unregister((Group, EmailAddress))
# A second factor leaves by its own slow way, with two people; devices and providers are the person's own affair.
admin.site.unregister((Authenticator, UserSession, SocialAccount, SocialApp, SocialToken))
# Machines belong to the people of a workspace.
admin.site.unregister((Client, Token))


class InTheTrail(admin.ModelAdmin):
    """What staff do stands in the audit trail, without addresses and names; Django's own log would hold them."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Nothing: `save_model` and `save_formset` write the trail."""


@admin.register(User)
class PersonAdmin(InTheTrail, UserAdmin):
    """Accounts. People sign up themselves; they are let in, closed or given a new password here."""

    list_display = ("email", "name", "is_active", "is_record_editor", "is_staff", "is_demonstration", "date_joined")
    list_filter = ("is_active", "is_record_editor", "is_staff", "is_demonstration")
    search_fields = ("email", "name")
    ordering = ("is_active", "-date_joined", "pk")
    actions = ("let_in",)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (
            gettext_lazy("What this person may do"),
            {"fields": ("is_active", "is_record_editor", "is_staff", "is_superuser")},
        ),
        (gettext_lazy("When"), {"fields": ("date_joined", "last_login")}),
    )
    readonly_fields = ("date_joined", "last_login")
    filter_horizontal = ()

    @admin.action(description=gettext_lazy("Let these people in"), permissions=["change"])
    def let_in(self, request: UserRequest, queryset: QuerySet[User]) -> None:
        sign_in = request.build_absolute_uri(reverse("account_login"))
        number = people.let_in(
            users=queryset,
            by=request.user,
            at=timezone.now(),
            sign_in_url=sign_in,
        )
        words = ngettext("%(number)d person was let in.", "%(number)d people were let in.", number)
        self.message_user(request, words % {"number": number}, messages.SUCCESS)

    def save_model(self, request: Any, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            people.change_address(user=obj, email=obj.email, by=request.user, at=timezone.now())
        if fields := sorted({*form.changed_data} - {"email"}):
            record_event(verb="change", target=obj, by=request.user, at=timezone.now(), fields=fields)

    def user_change_password(self, request: Any, id: str, form_url: str = "") -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            person = User.objects.get(pk=id)
            record_event(verb="change", target=person, by=request.user, at=timezone.now(), fields=["password"])
        return response

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembershipInline(admin.TabularInline):
    """Who belongs to an organisation, and as what."""

    model = Membership
    autocomplete_fields = ("user",)
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(InTheTrail):
    """Organisations and their members."""

    list_display = ("name", "acronym", "kind", "state", "created_at")
    list_filter = ("kind",)
    list_select_related = ("state",)
    search_fields = ("name", "acronym")
    ordering = ("name", "pk")
    readonly_fields = ("created_at",)
    inlines = (MembershipInline,)

    def save_model(self, request: Any, obj: Organisation, form: Any, change: bool) -> None:
        organisations.change_organisation(
            organisation=obj, fields=form.changed_data, by=request.user, at=timezone.now()
        )

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        done: list[tuple[Any, str, list[str]]] = [(one, "add_member", []) for one in formset.new_objects]
        done += [(one, "change_role", sorted(fields)) for one, fields in formset.changed_objects]
        done += [(one, "remove_member", []) for one in formset.deleted_objects]
        for membership, verb, fields in done:
            # A row that is gone has no key any more: then the organisation is what was changed.
            record_event(
                verb=verb,
                target=membership if membership.pk else form.instance,
                by=request.user,
                at=timezone.now(),
                organisation_id=form.instance.pk,
                fields=fields,
            )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Concern)
class ConcernAdmin(InTheTrail):
    """What somebody wrote to the people who run the server: read, done, and deleted when it is no longer needed."""

    list_display = ("kind", "sent_at", "answer_to", "done_at")
    list_filter = ("kind", ("done_at", admin.EmptyFieldListFilter))
    ordering = ("done_at", "-sent_at", "pk")
    actions = ("settle",)
    fields = readonly_fields = ("kind", "text", "answer_to", "sent_at", "done_at", "done_by")

    @admin.action(description=gettext_lazy("These are done"), permissions=["change"])
    def settle(self, request: UserRequest, queryset: QuerySet[Concern]) -> None:
        number = concerns.settle_concerns(concerns=queryset, by=request.user, at=timezone.now())
        words = ngettext("%(number)d is done.", "%(number)d are done.", number)
        self.message_user(request, words % {"number": number}, messages.SUCCESS)

    def log_deletions(self, request: Any, queryset: QuerySet[Concern]) -> None:  # type: ignore[override]
        for concern in queryset:
            record_event(verb="delete", target=concern, by=request.user, at=timezone.now())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
