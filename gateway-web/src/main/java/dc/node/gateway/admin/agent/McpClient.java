package dc.node.gateway.admin.agent;

import static java.util.stream.Collectors.joining;

import dc.node.gateway.admin.agent.ClientConfigView.File;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The clients whose configuration is known, each in its own words. None of it holds a token: they read it from the
 * environment, or ask for it and keep it, so that it is in no file and no command line.
 */
enum McpClient {
    CODEX("codex") {
        @Override
        ClientConfigView config(URI url) {
            return view(
                    url,
                    VARIABLE,
                    "Start Codex where TASKER_TOKEN holds the agent's token. The first command writes the file, the second"
                            + " connects one run and writes nothing.",
                    List.of(new File("~/.codex/config.toml", """
                            [mcp_servers.tasker]
                            url = "%s"
                            bearer_token_env_var = "TASKER_TOKEN"
                            """.formatted(url))),
                    List.of(
                            "codex mcp add tasker --url '%s' --bearer-token-env-var TASKER_TOKEN"
                                    .formatted(inSingleQuotes(url)),
                            "codex -c 'mcp_servers.tasker.url=\"%s\"' -c 'mcp_servers.tasker.bearer_token_env_var=\"TASKER_TOKEN\"'"
                                    .formatted(inSingleQuotes(url))));
        }
    },

    CLAUDE_CODE("claude-code") {
        @Override
        ClientConfigView config(URI url) {
            return view(
                    url,
                    VARIABLE,
                    "Start Claude Code where TASKER_TOKEN holds the agent's token. It finds the file by itself in that"
                            + " folder; the command names it.",
                    List.of(new File(".mcp.json", HTTP_SERVER.formatted(url))),
                    List.of("claude --mcp-config .mcp.json"));
        }
    },

    CURSOR("cursor") {
        @Override
        ClientConfigView config(URI url) {
            return view(
                    url,
                    VARIABLE,
                    "Start Cursor where TASKER_TOKEN holds the agent's token. ~/.cursor/mcp.json is for all projects.",
                    List.of(new File(".cursor/mcp.json", """
                            {
                              "mcpServers": {
                                "tasker": {
                                  "url": "%s",
                                  "headers": {"Authorization": "Bearer ${env:TASKER_TOKEN}"}
                                }
                              }
                            }
                            """.formatted(url))),
                    List.of());
        }
    },

    VSCODE("vscode") {
        @Override
        ClientConfigView config(URI url) {
            return view(
                    url,
                    Optional.empty(),
                    "VS Code asks for the agent's token when it first connects, and keeps it in its secret storage.",
                    List.of(new File(".vscode/mcp.json", """
                            {
                              "inputs": [
                                {"type": "promptString", "id": "tasker-token", "description": "Token of the Tasker agent", "password": true}
                              ],
                              "servers": {
                                "tasker": {
                                  "type": "http",
                                  "url": "%s",
                                  "headers": {"Authorization": "Bearer ${input:tasker-token}"}
                                }
                              }
                            }
                            """.formatted(url))),
                    List.of());
        }
    },

    GENERIC("generic") {
        @Override
        ClientConfigView config(URI url) {
            return view(
                    url,
                    VARIABLE,
                    "Streamable HTTP, with the agent's token as a bearer token; no session is needed. Clients differ in how"
                            + " a header names a variable: ${TASKER_TOKEN} is common. The command (bash, zsh) lists the tools.",
                    List.of(new File("mcp.json", HTTP_SERVER.formatted(url))),
                    // The header goes through standard input: arguments can be seen by everybody on the machine.
                    List.of(
                            "curl -s '%s' -H @- -H 'Content-Type: application/json' -d '%s' <<<\"Authorization: Bearer $TASKER_TOKEN\""
                                    .formatted(
                                            inSingleQuotes(url),
                                            "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}")));
        }
    };

    /** What the documentation, too, calls the variable that holds an agent's token. */
    private static final Optional<String> VARIABLE = Optional.of("TASKER_TOKEN");

    /** Claude Code's form, which others have taken over. A URI needs no escaping in JSON, nor in TOML. */
    private static final String HTTP_SERVER = """
            {
              "mcpServers": {
                "tasker": {
                  "type": "http",
                  "url": "%s",
                  "headers": {"Authorization": "Bearer ${TASKER_TOKEN}"}
                }
              }
            }
            """;

    private final String wireName;

    McpClient(String wireName) {
        this.wireName = wireName;
    }

    /** @param url the MCP endpoint of the agent's tenant */
    abstract ClientConfigView config(URI url);

    static Optional<McpClient> named(String wireName) {
        return Arrays.stream(values())
                .filter(client -> client.wireName.equals(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(client -> client.wireName).collect(joining(", "));
    }

    ClientConfigView view(URI url, Optional<String> variable, String note, List<File> files, List<String> commands) {
        return new ClientConfigView(wireName, url, variable, note, files, commands);
    }

    private static String inSingleQuotes(URI url) {
        return url.toString().replace("'", "%27");
    }
}
