"""Environments of the national platform, and configurations that name one."""

import json

import pytest

import spo

SOURCE = spo.Source(id="1.2.208.176.1.2.3", facility_type="22232009", practice_setting="408443003")


def test_the_environments_have_names() -> None:
    assert {"sandbox", "test1", "test2", "prodtest", "production"} <= set(spo.Environment.names())
    test1 = spo.Environment.named("test1")
    assert (test1.name, test1.production, test1.route) == ("test1", False, spo.Route.DECOUPLING)
    assert test1.about
    assert spo.Environment.named("production").production
    with pytest.raises(spo.ConfigurationError, match="test2") as caught:
        spo.Environment.named("test9")
    assert caught.value.path == "environment"


@pytest.mark.parametrize("route", [None, *spo.Route])
@pytest.mark.parametrize("name", ["test1", "test2"])
def test_an_environment_says_everything_but_who_the_client_is(name: str, route: spo.Route | None) -> None:
    config = spo.ClientConfig.for_environment(name, source=SOURCE, route=route)
    assert config == spo.Environment.named(name).client_config(SOURCE, route=route)
    assert (config.environment, config.source, config.production) == (name, SOURCE, False)
    assert config.token_service
    assert spo.ClientConfig.from_json(config.to_json()) == config


def test_a_file_says_only_what_differs() -> None:
    from_toml = spo.ClientConfig.from_toml(f"""
        environment = "test1"
        route = "direct"
        [source]
        id = "{SOURCE.id}"
        facility_type = "{SOURCE.facility_type}"
        practice_setting = "{SOURCE.practice_setting}"
        [timeouts]
        total_ms = 5000
    """)
    usual = spo.ClientConfig.for_environment("test1", source=SOURCE, route=spo.Route.DIRECT)
    assert from_toml.replace(timeouts=usual.timeouts) == usual
    assert from_toml.timeouts.total.total_seconds() == 5
    plain = {"environment": "test1", "route": "direct", "source": json.loads(usual.to_json())["source"]}
    assert spo.ClientConfig.from_json(json.dumps(plain)) == usual


def test_what_a_program_takes_away_the_environment_does_not_bring_back() -> None:
    usual = spo.ClientConfig.for_environment("test1", source=SOURCE)
    assert usual.token_service
    for changed in (
        usual.replace(token_service=None),
        usual.replace(token_service=usual.token_service.replace(common_name=None)),
        usual.replace(home_community_id=None, trusted_roots=()),
    ):
        assert spo.ClientConfig.from_json(changed.to_json()) == changed


def test_what_an_environment_leaves_open_is_named() -> None:
    with pytest.raises(spo.ConfigurationError) as caught:
        spo.ClientConfig.for_environment("production", source=SOURCE)
    assert caught.value.code == "configuration.missing"
    assert caught.value.path


def test_an_environment_of_ones_own_is_read_from_toml() -> None:
    with pytest.raises(spo.ConfigurationError) as caught:
        spo.Environment.from_toml("name = 'mine'")
    assert caught.value.code == "configuration.toml"
    with pytest.raises(spo.ConfigurationError, match="line 2") as caught:
        spo.ClientConfig.from_toml("environment = 'test1'\npassword = Test1234")
    assert "Test1234" not in str(caught.value)


def test_production_refuses_what_belongs_to_tests() -> None:
    usual = spo.ClientConfig.sandbox("https://registry.invalid").replace(production=True)
    dangerous = usual.replace(danger_accept_any_server_certificate=True)
    test1 = spo.ClientConfig.for_environment("test1", source=SOURCE)
    for refused, path in (
        (dangerous, "danger_accept_any_server_certificate"),
        (usual.replace(token_service=test1.token_service), "token_service.url"),
        (usual.replace(endpoints=test1.endpoints), "endpoints.submit"),
    ):
        with pytest.raises(spo.ConfigurationError) as caught:
            spo.Client(refused)
        assert (caught.value.code, caught.value.path) == ("configuration.production", path)
