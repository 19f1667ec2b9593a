from django.urls import path

from intake.agents import views as agents_views
from intake.door.views import respondent as door
from intake.door.views import window as door_window
from intake.filing.views import counter as filing_counter
from intake.filing.views import drafts, submitting, uploads
from intake.filing.views import filed as filing_filed
from intake.filing.views import starting as filing_starting
from intake.filing.views import suing as filing_suing
from intake.guidance import views as guidance_views
from intake.review.views import clerk as review_clerk
from intake.review.views import filer as review_filer

app_name = "intake"
urlpatterns = [
    # Anybody
    path("", filing_starting.start, name="start"),
    path("ways/", guidance_views.ways, name="ways"),
    path("relief/", guidance_views.relief, name="relief"),
    path("assess/", guidance_views.assess, name="assess"),
    path("assess/<str:uid>/", guidance_views.assess_questions, name="assess_questions"),
    path("assess/<str:uid>/result/", guidance_views.assessed, name="assessed"),
    path("take-over/", filing_starting.take_over, name="take_over"),
    # Drafts
    path("drafts/", filing_starting.drafts, name="drafts"),
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
    path("drafts/<str:uid>/hand-over/", filing_counter.hand_over, name="hand_over"),
    path("drafts/<str:uid>/people/<str:key>/", drafts.people, name="people"),
    path("drafts/<str:uid>/people/<str:key>/<int:index>/", drafts.person, name="person"),
    path("drafts/<str:uid>/<str:key>/", drafts.section, name="section"),
    # The filer
    path("filed/<str:uid>/", filing_filed.receipt, name="receipt"),
    path("filed/<str:uid>/correct/", review_filer.correct, name="correct"),
    path("filed/<str:uid>/insist/", review_filer.insist, name="insist"),
    path("filed/<str:uid>/withdraw/", review_filer.withdraw, name="withdraw"),
    path("filed/<str:uid>/sue/", filing_suing.sue_after, name="sue_after"),
    path("filed/<str:uid>/evidence/", filing_filed.more_evidence, name="more_evidence"),
    path("filed/<str:uid>/agents/", agents_views.agents, name="agents"),
    path("filed/<str:uid>/agents/<int:pk>/release/", agents_views.release, name="agent_release"),
    path("filed/<str:uid>/mandates/<int:pk>/take-back/", agents_views.take_back, name="mandate_take_back"),
    path("filed/<str:uid>/uploads/", uploads.case_uploads, name="case_uploads"),
    path("filed/<str:uid>/uploads/<str:piece>/", uploads.case_upload, name="case_upload"),
    # The other side
    path("door/", door.door_page, name="door"),
    path("door/enter/", door.door_enter, name="door_enter"),
    path("respond/<str:uid>/", door.respond, name="respond"),
    path("respond/<str:uid>/address/", door.address, name="address"),
    path("respond/<str:uid>/answer/", door.give_answer, name="give_answer"),
    # The clerk
    path("desk/", review_clerk.desk, name="desk"),
    path("desk/<str:uid>/", review_clerk.review, name="review"),
    path("desk/<str:uid>/register/", review_clerk.register, name="register"),
    path("desk/<str:uid>/divert/", review_clerk.divert, name="divert"),
    path("desk/<str:uid>/ask/", review_clerk.ask, name="ask"),
    path("desk/<str:uid>/return/", review_clerk.send_back, name="send_back"),
    path("desk/<str:uid>/cause/", review_clerk.cause, name="cause"),
    path("desk/<str:uid>/agents/", agents_views.mandates, name="mandates"),
    path("desk/<str:uid>/codes/", door_window.codes, name="codes"),
    path("counter/", filing_counter.counter, name="counter"),
]
