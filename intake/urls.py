from django.urls import path

from intake.views import agents, clerk, door, drafts, filer, guest, submitting, uploads

app_name = "intake"
urlpatterns = [
    # Anybody
    path("", guest.start, name="start"),
    path("ways/", guest.ways, name="ways"),
    path("relief/", guest.relief, name="relief"),
    path("assess/", guest.assess, name="assess"),
    path("assess/<str:uid>/", guest.assess_questions, name="assess_questions"),
    path("assess/<str:uid>/result/", guest.assessed, name="assessed"),
    path("take-over/", guest.take_over, name="take_over"),
    # Drafts
    path("drafts/", guest.drafts, name="drafts"),
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
    path("drafts/<str:uid>/hand-over/", clerk.hand_over, name="hand_over"),
    path("drafts/<str:uid>/people/<str:key>/", drafts.people, name="people"),
    path("drafts/<str:uid>/people/<str:key>/<int:index>/", drafts.person, name="person"),
    path("drafts/<str:uid>/<str:key>/", drafts.section, name="section"),
    # The filer
    path("filed/<str:uid>/", filer.receipt, name="receipt"),
    path("filed/<str:uid>/correct/", filer.correct, name="correct"),
    path("filed/<str:uid>/insist/", filer.insist, name="insist"),
    path("filed/<str:uid>/withdraw/", filer.withdraw, name="withdraw"),
    path("filed/<str:uid>/sue/", filer.sue_after, name="sue_after"),
    path("filed/<str:uid>/evidence/", filer.more_evidence, name="more_evidence"),
    path("filed/<str:uid>/agents/", agents.agents, name="agents"),
    path("filed/<str:uid>/agents/<int:pk>/release/", agents.release, name="agent_release"),
    path("filed/<str:uid>/mandates/<int:pk>/take-back/", agents.take_back, name="mandate_take_back"),
    path("filed/<str:uid>/uploads/", uploads.case_uploads, name="case_uploads"),
    path("filed/<str:uid>/uploads/<str:piece>/", uploads.case_upload, name="case_upload"),
    # The other side
    path("door/", door.door_page, name="door"),
    path("door/enter/", door.door_enter, name="door_enter"),
    path("respond/<str:uid>/", door.respond, name="respond"),
    path("respond/<str:uid>/address/", door.address, name="address"),
    path("respond/<str:uid>/answer/", door.give_answer, name="give_answer"),
    # The clerk
    path("desk/", clerk.desk, name="desk"),
    path("desk/<str:uid>/", clerk.review, name="review"),
    path("desk/<str:uid>/register/", clerk.register, name="register"),
    path("desk/<str:uid>/divert/", clerk.divert, name="divert"),
    path("desk/<str:uid>/ask/", clerk.ask, name="ask"),
    path("desk/<str:uid>/return/", clerk.send_back, name="send_back"),
    path("desk/<str:uid>/cause/", clerk.cause, name="cause"),
    path("desk/<str:uid>/agents/", agents.mandates, name="mandates"),
    path("desk/<str:uid>/codes/", agents.codes, name="codes"),
    path("counter/", clerk.counter, name="counter"),
]
