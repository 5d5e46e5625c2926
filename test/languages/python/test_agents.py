"""Manifests and Match in pytest: what holds, and the text of what does not."""
import cdk8s_plus_28 as kplus
import pytest
from cdk8s_agent_sandbox import BlastRadius, Manifests, Match, NetworkBudget, NetworkTarget, SandboxApp

from agents import Agents

chart = Agents(SandboxApp(), "agents")
manifests = Manifests.from_chart(chart)

YAML = """
apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: {name: dev, namespace: agents}
spec:
  replica: 1
"""


def pod(**spec: object) -> dict:
    return {"spec": {"podTemplate": {"spec": spec}}}


def test_objects() -> None:
    manifests.has_object("Sandbox", pod(runtimeClassName="gvisor", nodeName=Match.absent()))
    manifests.all_objects_have("Sandbox", pod(containers=[{"image": Match.string_pattern("^registry")}]))
    manifests.has_object_count("NetworkPolicy", 1)
    manifests.has_no_findings()
    assert [each["metadata"]["name"] for each in manifests.objects_of("Sandbox")] == ["dev"]


def test_network() -> None:
    manifests.may_reach(chart.dev, NetworkTarget.domain("pypi.org"), kplus.NetworkPolicyPort.tcp(443))
    manifests.may_not_reach(chart.dev, NetworkTarget.address("169.254.169.254"), kplus.NetworkPolicyPort.tcp(80))


def test_blast_radius() -> None:
    radius = BlastRadius.of(chart.dev, pod_cidrs=["10.244.0.0/16"])
    radius.stays_within(isolated=True, network=NetworkBudget(internet=True))
    radius.expect(isolated=True, network=NetworkBudget(internet=True))
    assert "within its budget" in radius.to_text(isolated=True, network={"internet": True})
    with pytest.raises(RuntimeError) as failed:
        radius.stays_within(isolated=True)
    assert "reaches more than its blast budget allows:\n  network: the internet (IPv4)" in str(failed.value)


def test_a_failure_names_the_closest_object_and_its_difference() -> None:
    with pytest.raises(RuntimeError) as failed:
        manifests.has_object("Sandbox", pod(runtimeClassName="kata"))
    text = str(failed.value)
    assert "no Sandbox matches; the closest of 1 is Sandbox agents/dev (agents/Dev):" in text
    assert 'spec.podTemplate.spec.runtimeClassName: expected "kata", found "gvisor"' in text


def test_manifests_of_text() -> None:
    manifests_of_text = Manifests.from_yaml(YAML)
    manifests_of_text.has_finding("ASB101", {"path": "line 6, column 3"})
    with pytest.raises(RuntimeError, match="there is no field 'replica'"):
        manifests_of_text.has_no_findings()
