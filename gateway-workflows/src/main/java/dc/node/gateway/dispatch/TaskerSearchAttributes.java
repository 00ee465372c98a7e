package dc.node.gateway.dispatch;

import io.temporal.common.SearchAttributeKey;

/**
 * By what an operator finds writes and sessions in the Temporal UI. All are Keyword and must be registered in the
 * namespace: until they are, Temporal refuses every start and the writes wait in the ledger.
 */
final class TaskerSearchAttributes {

    static final SearchAttributeKey<String> AGENT = SearchAttributeKey.forKeyword("TaskerAgent");
    static final SearchAttributeKey<String> OWNER = SearchAttributeKey.forKeyword("TaskerOwner");
    static final SearchAttributeKey<String> WORKSPACE = SearchAttributeKey.forKeyword("TaskerWorkspace");
    static final SearchAttributeKey<String> PROJECT = SearchAttributeKey.forKeyword("TaskerProject");
    static final SearchAttributeKey<String> ISSUE = SearchAttributeKey.forKeyword("TaskerIssue");
    static final SearchAttributeKey<String> TOOL = SearchAttributeKey.forKeyword("TaskerTool");
    static final SearchAttributeKey<String> SESSION = SearchAttributeKey.forKeyword("TaskerSession");

    private TaskerSearchAttributes() {}
}
