package dc.node.gateway.localstack.client;

import java.util.Map;

/** The gateway's tools, whatever way they are called. */
public interface Tools {

    /** What people call this way of calling. */
    String protocol();

    /** Calls a tool; an error of the tool is an answer, an error of the protocol is an exception. */
    ToolAnswer call(String tool, Map<String, ?> arguments);
}
