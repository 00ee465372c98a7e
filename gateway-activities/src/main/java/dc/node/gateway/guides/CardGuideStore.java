package dc.node.gateway.guides;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables {@code tenant_card_guide} and {@code project_card_guide}. Asked each time, so that a guide counts from the next
 * call on.
 */
@Repository
public class CardGuideStore {

    private final JdbcClient jdbc;

    public CardGuideStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What holds for all projects of a tenant's agents. */
    public Optional<CardGuide> find(String tenant) {
        return jdbc.sql("select markdown, updated_at from tenant_card_guide where tenant = :tenant")
                .param("tenant", tenant)
                .query(CardGuideStore::guide)
                .optional();
    }

    /** What was set for this very project. */
    public Optional<CardGuide> find(UUID projectId) {
        return jdbc.sql("select markdown, updated_at from project_card_guide where project_id = :project")
                .param("project", projectId)
                .query(CardGuideStore::guide)
                .optional();
    }

    /** What holds for a tenant's agent in a project: the project's guide, else the tenant's. */
    public Optional<CardGuide> find(String tenant, UUID projectId) {
        return jdbc.sql("""
                select markdown, updated_at, 1 as place from project_card_guide where project_id = :project
                 union all
                select markdown, updated_at, 2 as place from tenant_card_guide where tenant = :tenant
                 order by place
                 limit 1""")
                .param("tenant", tenant)
                .param("project", projectId)
                .query(CardGuideStore::guide)
                .optional();
    }

    public void put(String tenant, CardGuide guide) {
        jdbc.sql("""
                insert into tenant_card_guide (tenant, markdown, updated_at)
                values (:tenant, :markdown, :now)
                    on conflict (tenant) do update
                   set markdown = excluded.markdown, updated_at = excluded.updated_at""")
                .param("tenant", tenant)
                .param("markdown", guide.markdown())
                .param("now", guide.updatedAt().atOffset(UTC))
                .update();
    }

    public void put(UUID projectId, CardGuide guide) {
        jdbc.sql("""
                insert into project_card_guide (project_id, markdown, updated_at)
                values (:project, :markdown, :now)
                    on conflict (project_id) do update
                   set markdown = excluded.markdown, updated_at = excluded.updated_at""")
                .param("project", projectId)
                .param("markdown", guide.markdown())
                .param("now", guide.updatedAt().atOffset(UTC))
                .update();
    }

    /** False when there was none. */
    public boolean delete(String tenant) {
        return jdbc.sql("delete from tenant_card_guide where tenant = :tenant")
                        .param("tenant", tenant)
                        .update()
                == 1;
    }

    /** False when there was none. */
    public boolean delete(UUID projectId) {
        return jdbc.sql("delete from project_card_guide where project_id = :project")
                        .param("project", projectId)
                        .update()
                == 1;
    }

    private static CardGuide guide(ResultSet row, int number) throws SQLException {
        return new CardGuide(
                row.getString("markdown"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
