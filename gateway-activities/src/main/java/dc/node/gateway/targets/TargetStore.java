package dc.node.gateway.targets;

import static java.time.ZoneOffset.UTC;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Project;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables {@code known_project} and {@code issue_project}: what Tasker said before. What they say of an issue is kept in memory as
 * well until it has changed, for agents read the same few again and again.
 */
@Repository
public class TargetStore {

    /** The channel on which the ids of issues are told that are in another project, or have another key, than before. */
    public static final String MOVED_CHANNEL = "issue_moved";

    /** Some 300 bytes each. */
    private static final int MOST_KEPT = 20_000;

    /** Longest that this process may not know what another one has learned, where that one's notice was lost. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Cache<UUID, KnownIssue> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();

    /** Counts what was forgotten. */
    private final AtomicLong forgotten = new AtomicLong();

    public TargetStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Where the issue belongs, which may be a moment behind what another process has learned, or five minutes where a notice was
     * lost. For reads alone: a read meets the issue in Tasker and checks its project there. A write may be accepted without Tasker,
     * so it asks {@link #findIssue}.
     *
     * @param open the projects in which the caller may do this. That an issue is in none of them is never said from memory, for
     *     it may have been moved into one since.
     */
    public Optional<KnownIssue> recallIssue(UUID issueId, Set<UUID> open) {
        return Optional.ofNullable(kept.getIfPresent(issueId))
                .filter(known -> open.contains(known.projectId()))
                .or(() -> findIssue(issueId));
    }

    /** Where the issue belongs, as the database says now. */
    public Optional<KnownIssue> findIssue(UUID issueId) {
        long forgottenBefore = forgotten.get();
        Optional<KnownIssue> found = jdbc.sql("""
                select i.project_id, i.issue_key, p.id is not null as project_seen
                  from issue_project i
                  left join known_project p on p.id = i.project_id
                 where i.issue_id = :id""")
                .param("id", issueId)
                .query((row, number) -> new KnownIssue(
                        row.getObject("project_id", UUID.class),
                        row.getString("issue_key"),
                        row.getBoolean("project_seen")))
                .optional();
        found.filter(KnownIssue::projectSeen).ifPresent(known -> kept.put(issueId, known));
        if (forgotten.get() != forgottenBefore) {
            // It may have been this one, after the database was asked and before the answer was kept.
            kept.invalidate(issueId);
        }
        return found;
    }

    /** Forgets what is kept in memory of this issue: it has moved. */
    public void forget(UUID issueId) {
        forgotten.incrementAndGet();
        kept.invalidate(issueId);
    }

    /** Forgets all that is kept in memory: notices of moves may have been lost. */
    public void forgetAll() {
        forgotten.incrementAndGet();
        kept.invalidateAll();
    }

    /** The front of the project's issue keys. */
    public Optional<String> findProjectIdentifier(UUID projectId) {
        return jdbc.sql("select identifier from known_project where id = :id")
                .param("id", projectId)
                .query(String.class)
                .optional();
    }

    /** What is known of these projects; those never seen are left out. */
    public Map<UUID, Project> findProjects(List<UUID> projectIds) {
        return jdbc
                .sql("select id, workspace_slug, identifier, name from known_project where id = any(:ids)")
                .param("ids", projectIds.toArray(UUID[]::new))
                .query((row, number) -> new Project(
                        row.getObject("id", UUID.class),
                        row.getString("workspace_slug"),
                        row.getString("identifier"),
                        row.getString("name"),
                        false))
                .list()
                .stream()
                .collect(Collectors.toMap(Project::id, Function.identity()));
    }

    /** Writes only what is new or has changed, for most issues are seen again and again. */
    public void rememberIssues(List<Issue> seen) {
        List<Issue> issues = seen.stream().filter(issue -> !isKept(issue)).toList();
        if (issues.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into issue_project as known (issue_id, project_id, issue_key, seen_at)
                select distinct on (issue_id) issue_id, project_id, issue_key, cast(:now as timestamptz)
                  from unnest(cast(:issues as uuid[]), cast(:projects as uuid[]), cast(:keys as text[]))
                       as seen (issue_id, project_id, issue_key)
                 where not exists (select 1 from issue_project same
                                    where same.issue_id = seen.issue_id and same.project_id = seen.project_id
                                      and same.issue_key = seen.issue_key)
                    on conflict (issue_id) do update
                   set project_id = excluded.project_id, issue_key = excluded.issue_key, seen_at = excluded.seen_at""")
                .param("issues", issues.stream().map(Issue::id).toArray(UUID[]::new))
                .param("projects", issues.stream().map(Issue::projectId).toArray(UUID[]::new))
                .param("keys", issues.stream().map(Issue::key).toArray(String[]::new))
                .param("now", clock.instant().atOffset(UTC))
                .update();
        issues.forEach(issue -> forget(issue.id()));
    }

    private boolean isKept(Issue issue) {
        KnownIssue known = kept.getIfPresent(issue.id());
        return known != null
                && known.projectId().equals(issue.projectId())
                && known.key().equals(issue.key());
    }

    public void rememberProjects(List<Project> projects) {
        if (projects.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into known_project as known (id, workspace_slug, identifier, name, seen_at)
                select distinct on (id) id, workspace_slug, identifier, name, cast(:now as timestamptz)
                  from unnest(cast(:ids as uuid[]), cast(:slugs as text[]), cast(:identifiers as text[]),
                              cast(:names as text[])) as seen (id, workspace_slug, identifier, name)
                 where not exists (select 1 from known_project same
                                    where same.id = seen.id and same.workspace_slug = seen.workspace_slug
                                      and same.identifier = seen.identifier and same.name = seen.name)
                    on conflict (id) do update
                   set workspace_slug = excluded.workspace_slug, identifier = excluded.identifier,
                       name = excluded.name, seen_at = excluded.seen_at""")
                .param("ids", projects.stream().map(Project::id).toArray(UUID[]::new))
                .param("slugs", projects.stream().map(Project::workspaceSlug).toArray(String[]::new))
                .param("identifiers", projects.stream().map(Project::identifier).toArray(String[]::new))
                .param("names", projects.stream().map(Project::name).toArray(String[]::new))
                .param("now", clock.instant().atOffset(UTC))
                .update();
    }
}
