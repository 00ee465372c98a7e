package dc.node.gateway.dispatch.visibility;

import io.temporal.common.SearchAttributeKey;

/**
 * By what an operator finds writes and sessions in the Temporal UI. All are Keyword and must be registered in the
 * namespace: until they are, Temporal refuses every start and the writes wait in the ledger.
 */
public final class TaskerSearchAttributes {

    public static final SearchAttributeKey<String> AGENT = SearchAttributeKey.forKeyword("TaskerAgent");
    public static final SearchAttributeKey<String> OWNER = SearchAttributeKey.forKeyword("TaskerOwner");
    public static final SearchAttributeKey<String> WORKSPACE = SearchAttributeKey.forKeyword("TaskerWorkspace");
    public static final SearchAttributeKey<String> PROJECT = SearchAttributeKey.forKeyword("TaskerProject");
    public static final SearchAttributeKey<String> ISSUE = SearchAttributeKey.forKeyword("TaskerIssue");
    public static final SearchAttributeKey<String> TOOL = SearchAttributeKey.forKeyword("TaskerTool");
    public static final SearchAttributeKey<String> SESSION = SearchAttributeKey.forKeyword("TaskerSession");

    private TaskerSearchAttributes() {}
}
