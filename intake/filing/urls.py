"""Doors of a filing: beginning, writing, submitting, and what comes after."""

from django.urls import path

from intake.filing.views import counter, drafts, filed, starting, submitting, suing, uploads

urlpatterns = [
    # Beginning
    path("", starting.start, name="start"),
    path("take-over/", starting.take_over, name="take_over"),
    path("drafts/", starting.drafts, name="drafts"),
    # Drafts
    path("drafts/<str:uid>/", drafts.draft, name="draft"),
    path("drafts/<str:uid>/answer/", drafts.answer, name="answer"),
    path("drafts/<str:uid>/court/", submitting.court, name="court"),
    path("drafts/<str:uid>/evidence/", submitting.evidence, name="evidence"),
    path("drafts/<str:uid>/evidence/<int:pk>/", submitting.evidence_one, name="evidence_one"),
    path("drafts/<str:uid>/uploads/", uploads.draft_uploads, name="draft_uploads"),
    path("drafts/<str:uid>/uploads/<str:piece>/", uploads.draft_upload, name="draft_upload"),
    path("drafts/<str:uid>/resolution/", drafts.resolution, name="resolution"),
    path("drafts/<str:uid>/fee/", submitting.fee, name="fee"),
    path("drafts/<str:uid>/record/", submitting.record, name="record"),
    path("drafts/<str:uid>/check/", submitting.check, name="check"),
    path("drafts/<str:uid>/abandon/", submitting.abandon, name="abandon"),
    path("drafts/<str:uid>/hand-over/", counter.hand_over, name="hand_over"),
    path("drafts/<str:uid>/people/<str:key>/", drafts.people, name="people"),
    path("drafts/<str:uid>/people/<str:key>/<int:index>/", drafts.person, name="person"),
    path("drafts/<str:uid>/<str:key>/", drafts.section, name="section"),
    # The filer
    path("filed/<str:uid>/", filed.receipt, name="receipt"),
    path("filed/<str:uid>/sue/", suing.sue_after, name="sue_after"),
    path("filed/<str:uid>/evidence/", filed.more_evidence, name="more_evidence"),
    path("filed/<str:uid>/uploads/", uploads.case_uploads, name="case_uploads"),
    path("filed/<str:uid>/uploads/<str:piece>/", uploads.case_upload, name="case_upload"),
    # The counter
    path("counter/", counter.counter, name="counter"),
]
