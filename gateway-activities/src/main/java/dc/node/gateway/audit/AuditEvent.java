package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One line of the trail. Holds ids, names and reason codes; never a token and never a body.
 *
 * @param reason a code in lower case, such as {@code accepted}, {@code scope_denied} or {@code expired_token}
 * @param actor who did an administrative act
 * @param idempotencyKey stored as its SHA-256 only
 */
public record AuditEvent(
        Instant at,
        Kind kind,
        Decision decision,
        String reason,
        String tenant,
        Optional<UUID> agentId,
        Optional<String> ownerUserId,
        Optional<String> actor,
        Optional<String> tool,
        Optional<UUID> projectId,
        Optional<UUID> issueId,
        Optional<UUID> operationId,
        Optional<String> idempotencyKey,
        Optional<String> address,
        Optional<String> clientName,
        Optional<Duration> duration,
        OptionalInt attempts,
        Optional<String> detail) {

    /** What happened: somebody called, a write took effect or was refused, an administrator acted. */
    public enum Kind {
        CALL,
        EFFECT,
        ADMIN;

        /** As the table and the administrative interface spell it. */
        public String columnValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What came of it. */
    public enum Decision {
        ALLOW,
        DENY,
        ERROR;

        /** As the table and the administrative interface spell it. */
        public String columnValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Builder builder(Instant at, Kind kind, Decision decision, String reason, String tenant) {
        return new Builder(at, kind, decision, reason, tenant);
    }

    /** Collects what is known of an event; what is not said stays empty. */
    public static final class Builder {

        private final Instant at;
        private final Kind kind;
        private final Decision decision;
        private final String reason;
        private final String tenant;
        private Optional<UUID> agentId = Optional.empty();
        private Optional<String> ownerUserId = Optional.empty();
        private Optional<String> actor = Optional.empty();
        private Optional<String> tool = Optional.empty();
        private Optional<UUID> projectId = Optional.empty();
        private Optional<UUID> issueId = Optional.empty();
        private Optional<UUID> operationId = Optional.empty();
        private Optional<String> idempotencyKey = Optional.empty();
        private Optional<String> address = Optional.empty();
        private Optional<String> clientName = Optional.empty();
        private Optional<Duration> duration = Optional.empty();
        private OptionalInt attempts = OptionalInt.empty();
        private Optional<String> detail = Optional.empty();

        private Builder(Instant at, Kind kind, Decision decision, String reason, String tenant) {
            this.at = requireNonNull(at, "at is null");
            this.kind = requireNonNull(kind, "kind is null");
            this.decision = requireNonNull(decision, "decision is null");
            this.reason = requireNonNull(reason, "reason is null");
            this.tenant = requireNonNull(tenant, "tenant is null");
        }

        public Builder agent(UUID id, String owner) {
            this.agentId = Optional.of(id);
            this.ownerUserId = Optional.of(owner);
            return this;
        }

        /** An owner without an agent. */
        public Builder owner(String userId) {
            this.ownerUserId = Optional.of(userId);
            return this;
        }

        public Builder actor(String name) {
            this.actor = Optional.of(name);
            return this;
        }

        public Builder tool(String name) {
            this.tool = Optional.of(name);
            return this;
        }

        public Builder target(Optional<UUID> project, Optional<UUID> issue) {
            this.projectId = project;
            this.issueId = issue;
            return this;
        }

        public Builder operation(UUID id) {
            this.operationId = Optional.of(id);
            return this;
        }

        public Builder idempotencyKey(Optional<String> key) {
            this.idempotencyKey = key;
            return this;
        }

        public Builder client(String remoteAddress, Optional<String> name) {
            this.address = Optional.of(remoteAddress);
            this.clientName = name;
            return this;
        }

        /** A client without an address: the gateway itself. */
        public Builder client(String name) {
            this.clientName = Optional.of(name);
            return this;
        }

        public Builder duration(Duration value) {
            this.duration = Optional.of(value);
            return this;
        }

        public Builder attempts(int count) {
            this.attempts = OptionalInt.of(count);
            return this;
        }

        public Builder detail(String text) {
            this.detail = Optional.of(text);
            return this;
        }

        public AuditEvent build() {
            return new AuditEvent(
                    at,
                    kind,
                    decision,
                    reason,
                    tenant,
                    agentId,
                    ownerUserId,
                    actor,
                    tool,
                    projectId,
                    issueId,
                    operationId,
                    idempotencyKey,
                    address,
                    clientName,
                    duration,
                    attempts,
                    detail);
        }
    }
}
