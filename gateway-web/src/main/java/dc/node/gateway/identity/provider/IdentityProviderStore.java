package dc.node.gateway.identity.provider;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code identity_provider}. */
@Repository
public class IdentityProviderStore {

    /** What {@link IdentityProviderRowMapper} reads, of the table under the name {@code p}. */
    public static final String COLUMNS = """
            p.id as provider_id, p.tenant as provider_tenant, p.name as provider_name, p.issuer, p.jwks_url, p.audience,
            p.algorithms, p.subject_claim, p.clock_skew_seconds, p.created_at as provider_created_at,
            p.disabled_at as provider_disabled_at, p.version
            """;

    private static final String SELECT = "select " + COLUMNS + " from identity_provider p ";

    private final JdbcClient jdbc;

    public IdentityProviderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the tenant has a provider of this issuer already. */
    public boolean create(IdentityProvider provider) {
        return jdbc.sql("""
                        insert into identity_provider (id, tenant, name, issuer, jwks_url, audience, algorithms, subject_claim,
                                                       clock_skew_seconds, created_at, version)
                        values (:id, :tenant, :name, :issuer, :jwks, :audience, :algorithms, :claim, :skew, :now, :version)
                        on conflict (tenant, issuer) do nothing""")
                        .param("id", provider.id())
                        .param("tenant", provider.tenant())
                        .param("name", provider.name())
                        .param("issuer", provider.issuer())
                        .param("jwks", provider.jwksUrl().orElse(null))
                        .param("audience", provider.audience())
                        .param("algorithms", names(provider))
                        .param("claim", provider.subjectClaim().wireName())
                        .param("skew", provider.clockSkew().toSeconds())
                        .param("now", provider.createdAt().atOffset(UTC))
                        .param("version", provider.version())
                        .update()
                == 1;
    }

    public Optional<IdentityProvider> find(UUID id) {
        return jdbc.sql(SELECT + "where p.id = :id")
                .param("id", id)
                .query(new IdentityProviderRowMapper())
                .optional();
    }

    /** As {@link #find}, and nobody else changes or deletes it before this transaction ends. */
    public Optional<IdentityProvider> findForChange(UUID id) {
        return jdbc.sql(SELECT + "where p.id = :id for update")
                .param("id", id)
                .query(new IdentityProviderRowMapper())
                .optional();
    }

    /**
     * The providers, oldest first.
     *
     * @param tenant of any tenant when empty
     * @param after only providers made after this one, which is the last of the page before
     * @param limit the most to return
     */
    public List<IdentityProvider> list(Optional<String> tenant, Optional<UUID> after, int limit) {
        return jdbc.sql(SELECT + """
                where (:tenant::text is null or p.tenant = :tenant)
                  and (:after::uuid is null or p.id > :after)
                order by p.id
                limit :limit""")
                .param("tenant", tenant.orElse(null))
                .param("after", after.orElse(null))
                .param("limit", limit)
                .query(new IdentityProviderRowMapper())
                .list();
    }

    /** The issuers whose tokens this tenant takes now. */
    public List<String> enabledIssuers(String tenant) {
        return jdbc.sql("""
                select issuer from identity_provider where tenant = :tenant and disabled_at is null order by issuer""").param("tenant", tenant).query(String.class).list();
    }

    /** Writes all that may change of it, under the next version. */
    public void change(IdentityProvider provider) {
        jdbc.sql("""
                update identity_provider
                   set name = :name, jwks_url = :jwks, audience = :audience, algorithms = :algorithms,
                       clock_skew_seconds = :skew, version = version + 1
                 where id = :id""")
                .param("id", provider.id())
                .param("name", provider.name())
                .param("jwks", provider.jwksUrl().orElse(null))
                .param("audience", provider.audience())
                .param("algorithms", names(provider))
                .param("skew", provider.clockSkew().toSeconds())
                .update();
    }

    /** Keeps the first moment when it is disabled already. */
    public void disable(UUID id, Instant now) {
        jdbc.sql("""
                update identity_provider set disabled_at = coalesce(disabled_at, :now), version = version + 1
                 where id = :id""").param("id", id).param("now", now.atOffset(UTC)).update();
    }

    public void enable(UUID id) {
        jdbc.sql("update identity_provider set disabled_at = null, version = version + 1 where id = :id")
                .param("id", id)
                .update();
    }

    /** Its bindings must be gone. */
    public void delete(UUID id) {
        jdbc.sql("delete from identity_provider where id = :id").param("id", id).update();
    }

    private static String[] names(IdentityProvider provider) {
        return provider.algorithms().stream()
                .sorted()
                .map(SigningAlgorithm::wireName)
                .toArray(String[]::new);
    }
}
