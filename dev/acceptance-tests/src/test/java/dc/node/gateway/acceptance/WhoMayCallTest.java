package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static dc.node.gateway.acceptance.fixture.TestStack.EDGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.AddressedCalls;
import dc.node.gateway.acceptance.fixture.AddressedCalls.Caller;
import dc.node.gateway.acceptance.fixture.Admin;
import dc.node.gateway.acceptance.fixture.Admin.Agent;
import dc.node.gateway.acceptance.fixture.GatewayClient.Door;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.IdentityProvider;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every tool, called by everybody whom the gateway would not talk to, through both doors. What an agent may not that is known
 * is in {@link WhatAnAgentMayCallTest}.
 */
class WhoMayCallTest {

    static final List<String> TOOLS = ToolBox.TOOLS;

    @SuppressWarnings("NullAway.Init")
    private static AddressedCalls calls;

    @SuppressWarnings("NullAway.Init")
    private static TestStack stack;

    @SuppressWarnings("NullAway.Init")
    private static IdentityProvider provider;

    /** Arguments with which each tool would succeed, were the caller allowed to call it; the issue in them was never seen. */
    private static final Map<String, Map<String, Object>> WORKING_ARGUMENTS = new HashMap<>();

    private static final Map<Stranger, Caller> STRANGERS = new HashMap<>();

    /** Nobody the gateway would talk to, and the reason in the trail. */
    enum Stranger {
        WITHOUT_A_TOKEN("no_token"),
        WITH_A_MALFORMED_TOKEN("malformed_token"),
        WITH_A_WRONG_CHECKSUM("malformed_token"),
        WITH_A_TOKEN_NOBODY_WAS_GIVEN("unknown_token"),
        WITH_AN_EXPIRED_TOKEN("expired_token"),
        WITH_A_REVOKED_TOKEN("revoked_token"),
        OF_A_DISABLED_AGENT("agent_disabled"),
        OF_A_BLOCKED_OWNER("owner_blocked"),
        OF_ANOTHER_TENANT("foreign_tenant"),
        OF_NO_TENANT_AT_ANOTHERS_ENDPOINT("foreign_tenant"),
        WITH_A_JWT_OF_AN_UNKNOWN_ISSUER("unknown_issuer"),
        WITH_A_JWT_SIGNED_BY_SOMEBODY_ELSE("bad_signature"),
        WITH_A_JWT_FOR_SOMEBODY_ELSE("wrong_audience"),
        WITH_A_JWT_OF_AN_UNKNOWN_SUBJECT("unknown_subject");

        private final String reason;

        Stranger(String reason) {
            this.reason = reason;
        }
    }

    @BeforeAll
    static void start() throws SQLException {
        calls = AddressedCalls.start();
        stack = calls.stack();
        provider = IdentityProvider.start();
        ToolBox box = ToolBox.of(stack);
        TOOLS.forEach(tool -> {
            Map<String, Object> arguments = new HashMap<>(box.arguments(tool));
            arguments.replace("issue_id", SeedIds.issue("EDGE", 30));
            WORKING_ARGUMENTS.put(tool, arguments);
        });
        Stream.of(Stranger.values()).forEach(stranger -> STRANGERS.put(stranger, caller(stranger)));
    }

    @AfterAll
    static void stop() throws SQLException {
        provider.close();
        calls.close();
    }

    static Stream<Arguments> everyStrangerWithEveryTool() {
        return Arrays.stream(Stranger.values())
                .flatMap(stranger -> TOOLS.stream()
                        .flatMap(tool -> Arrays.stream(Door.values()).map(door -> Arguments.of(stranger, tool, door))));
    }

    @ParameterizedTest
    @MethodSource("everyStrangerWithEveryTool")
    void aStrangerIsTurnedAwayFromEveryTool(Stranger stranger, String tool, Door door) throws SQLException {
        Caller caller = requireNonNull(STRANGERS.get(stranger));
        String address = calls.newAddress();
        long before = calls.newestRequest();

        Answer answer = calls.call(caller, address, door, tool, requireNonNull(WORKING_ARGUMENTS.get(tool)));

        assertTurnedAway(answer, caller, stranger);
        assertThat(calls.eventsFrom(address)).singleElement().satisfies(event -> {
            assertThat(event.decision()).isEqualTo("deny");
            assertThat(event.reason()).isEqualTo(stranger.reason);
            assertThat(event.agentId()).isEqualTo(caller.agentId());
            assertThat(event.detail()).isEqualTo("POST " + AddressedCalls.path(caller, door, tool));
        });
        assertThat(stack.tasker().requestsAfter(before)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void aStrangerIsShownNoTools(Stranger stranger) throws SQLException {
        Caller caller = requireNonNull(STRANGERS.get(stranger));
        for (String method : List.of("initialize", "tools/list", "server/discover")) {
            String address = calls.newAddress();

            Answer answer = calls.send(caller, address, caller.prefix() + "/mcp", AddressedCalls.rpc(method, Map.of()));

            assertTurnedAway(answer, caller, stranger);
            assertThat(answer.body().toString()).doesNotContain("tasker_");
            assertThat(calls.eventsFrom(address))
                    .singleElement()
                    .satisfies(event -> assertThat(event.reason()).isEqualTo(stranger.reason));
        }
    }

    static Stream<Stranger> strangers() {
        return Arrays.stream(Stranger.values());
    }

    /** Everything is in order with it but for the one thing. */
    private static Caller caller(Stranger stranger) {
        String zeros = "tgw_" + "0".repeat(30);
        return switch (stranger) {
            case WITHOUT_A_TOKEN -> Caller.nobody("");
            case WITH_A_MALFORMED_TOKEN -> Caller.nobody("tgw_short");
            case WITH_A_WRONG_CHECKSUM -> Caller.nobody(zeros + "zzzzzz");
            case WITH_A_TOKEN_NOBODY_WAS_GIVEN -> Caller.nobody(zeros + "2C8GjS");
            case WITH_AN_EXPIRED_TOKEN -> {
                Agent agent = newAgent("default");
                expire(agent.tokenId());
                yield Caller.of(agent);
            }
            case WITH_A_REVOKED_TOKEN -> {
                Agent agent = newAgent("default");
                stack.admin().revokeToken(agent);
                yield Caller.of(agent);
            }
            case OF_A_DISABLED_AGENT -> {
                Agent agent = newAgent("default");
                stack.admin().disable(agent);
                yield Caller.of(agent);
            }
            case OF_A_BLOCKED_OWNER -> {
                Agent agent = newAgent("default");
                stack.admin().blockOwnerOf(agent);
                yield Caller.of(agent);
            }
            case OF_ANOTHER_TENANT -> Caller.of(newAgent("acme"));
            case OF_NO_TENANT_AT_ANOTHERS_ENDPOINT -> {
                Agent agent = newAgent("default");
                yield new Caller(agent.token(), agent.id(), "/t/acme");
            }
            case WITH_A_JWT_OF_AN_UNKNOWN_ISSUER ->
                Caller.nobody(provider.token("https://login.nowhere.test", audience(), "nobody"));
            case WITH_A_JWT_SIGNED_BY_SOMEBODY_ELSE -> {
                bind("forged");
                try (IdentityProvider forger = IdentityProvider.start()) {
                    yield Caller.nobody(forger.token(provider.issuer(), audience(), "forged"));
                }
            }
            case WITH_A_JWT_FOR_SOMEBODY_ELSE ->
                new Caller(provider.token("https://another.test", "elsewhere"), bind("elsewhere"), "");
            case WITH_A_JWT_OF_AN_UNKNOWN_SUBJECT -> {
                registered();
                yield Caller.nobody(provider.token(audience(), "unbound"));
            }
        };
    }

    private static Agent newAgent(String tenant) {
        return stack.admin().newAgent(tenant, List.of(CORE, EDGE), Admin.ALL_SCOPES);
    }

    private static String bind(String subject) {
        return stack.admin().newBoundAgent(registered(), subject, List.of(CORE, EDGE), Admin.ALL_SCOPES);
    }

    private static @Nullable String providerId;

    private static String registered() {
        String id = providerId;
        if (id == null) {
            id = stack.admin().register(provider, audience());
            providerId = id;
        }
        return id;
    }

    private static String audience() {
        return stack.parts().gateway().url() + "/mcp";
    }

    private static void assertTurnedAway(Answer answer, Caller caller, Stranger stranger) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().get("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"%s/.well-known/oauth-protected-resource%s\"%s"
                        .formatted(
                                stack.parts().gateway().url(),
                                caller.prefix().isEmpty() ? "" : caller.prefix() + "/mcp",
                                stranger == Stranger.WITHOUT_A_TOKEN ? "" : ", error=\"invalid_token\""));
        assertThat(answer.body().propertyNames()).containsExactly("error");
        assertThat(AddressedCalls.code(answer)).isEqualTo("unauthenticated");
        assertThat(answer.body().path("error").path("message").stringValue()).endsWith("can issue one.");
    }

    private static void expire(String tokenId) {
        try (PreparedStatement update = calls.database()
                .prepareStatement(
                        "update agent_token set expires_at = now() - interval '1 second' where id = ?::uuid")) {
            update.setString(1, tokenId);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
