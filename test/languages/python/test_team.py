"""The app of a team refers to its tenant by the file that the app of its platform wrote."""
from pathlib import Path

import pytest
from cdk8s import Chart
from cdk8s_agent_sandbox import (
    AgentSandboxVersion, CloudIdentity, Findings, IsolatedRuntime, Manifests, SandboxApp, SandboxCluster,
    SandboxTemplate, SandboxTenant, TenantFacts, TenantQuota,
)


@pytest.fixture(name="facts")
def platform(tmp_path: Path) -> str:
    app = SandboxApp(outdir=str(tmp_path))
    SandboxCluster.declare(app, version=AgentSandboxVersion.V1_0_5)
    research = SandboxTenant(
        app,
        "research",
        runtimes=[IsolatedRuntime.gvisor(Chart(app, "platform"), "Gvisor")],
        quota=TenantQuota.of(sandboxes=3),
        registries=["registry.example.com"],
        identities=[CloudIdentity.irsa(role_arn="arn:aws:iam::111122223333:role/sandbox", region="eu-west-1")],
        facts_file="facts/research.json",
    )
    app.synth()
    assert research.facts.to_json() == (tmp_path / "facts/research.json").read_text()
    return str(tmp_path / "facts/research.json")


def team(facts: str, image: str) -> SandboxTenant:
    research = SandboxTenant.from_tenant_facts(SandboxApp(), "research", TenantFacts.from_file(facts))
    SandboxTemplate(
        research,
        "Python",
        runtime=research.runtime("gvisor"),
        identity=research.identity("sandbox-identity"),
        containers=[{"image": image}],
    )
    return research


def test_the_team_makes_its_objects_alone(facts: str) -> None:
    manifests = Manifests.from_chart(team(facts, "registry.example.com/python:3.14"))
    manifests.has_object("SandboxTemplate", {
        "metadata": {"namespace": "research"},
        "spec": {"podTemplate": {"spec": {"runtimeClassName": "gvisor", "serviceAccountName": "sandbox-identity"}}},
    })
    manifests.has_object_count("ServiceAccount", 0)


def test_a_foreign_registry_is_found(facts: str) -> None:
    found = Findings.of(team(facts, "evil.example/miner:1").node.root).list()
    assert "ASB364" in [each.code for each in found]


def test_a_file_that_was_changed_is_refused(facts: str, tmp_path: Path) -> None:
    changed = tmp_path / "changed.json"
    changed.write_text(Path(facts).read_text().replace('"registry.example.com/"', '"evil.example/"'))
    with pytest.raises(RuntimeError, match="'digest' is not that of its content"):
        TenantFacts.from_file(str(changed))
