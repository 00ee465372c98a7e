package dc.node.gateway.identity.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;

/** Reads a provider from a row with the columns of {@link IdentityProviderStore#COLUMNS}. */
public final class IdentityProviderRowMapper implements RowMapper<IdentityProvider> {

    @Override
    public IdentityProvider mapRow(ResultSet row, int number) throws SQLException {
        String claim = row.getString("subject_claim");
        return new IdentityProvider(
                row.getObject("provider_id", UUID.class),
                row.getString("provider_tenant"),
                row.getString("provider_name"),
                row.getString("issuer"),
                Optional.ofNullable(row.getString("jwks_url")),
                row.getString("audience"),
                algorithms((String[]) row.getArray("algorithms").getArray()),
                SubjectClaim.parse(claim).orElseThrow(() -> new IllegalStateException("no subject claim is " + claim)),
                Duration.ofSeconds(row.getInt("clock_skew_seconds")),
                row.getObject("provider_created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("provider_disabled_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getLong("version"));
    }

    /** An algorithm this release does not know, written by a newer one, verifies nothing here. */
    private static Set<SigningAlgorithm> algorithms(String[] wireNames) {
        return Arrays.stream(wireNames)
                .map(SigningAlgorithm::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}
