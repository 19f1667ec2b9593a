"""How a mediation centre is set up."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class CentreKind(LabelledEnum):
    """实施意见第5条: an independent centre, or one in the litigation service centre where there is none."""

    INDEPENDENT = "independent", "独立调解中心"
    IN_SERVICE_CENTRE = "in_service_centre", "设在诉讼服务中心"
