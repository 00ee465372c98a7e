package dc.node.gateway.mcp.jsonrpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one Jackson configuration of the protocol layer, independent of the application's own. */
public final class JsonRpcMapper {

    /** How deep arrays and objects may be nested, the message itself being the first level. */
    public static final int MAXIMUM_NESTING = 64;

    private JsonRpcMapper() {}

    /**
     * Reads strictly (a key given twice or anything after the value is an error), keeps numbers as they were written, and
     * writes properties in the order in
     * which records declare them, leaving out empty ones.
     */
    public static JsonMapper create() {
        StreamReadConstraints limits =
                StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_NESTING).build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultPropertyInclusion(ignored ->
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .build();
    }
}
