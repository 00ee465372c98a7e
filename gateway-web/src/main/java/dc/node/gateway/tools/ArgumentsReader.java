package dc.node.gateway.tools;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMapper;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body of a REST call as strictly as MCP reads a message: a key given twice is an error, for nobody knows which
 * value was meant, and so is what nests deeper than {@link JsonRpcMapper#MAXIMUM_NESTING} levels. The error says where and
 * what, and repeats nothing of the body.
 */
final class ArgumentsReader {

    /** What follows the object is looked at here, so that it can be told from a key given twice. */
    private static final ObjectReader STRICT =
            JsonRpcMapper.create().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ArgumentsReader() {}

    /** The arguments; no body at all is no arguments. */
    static ObjectNode read(byte[] body) throws CallRefusedException {
        if (body.length == 0) {
            return STRICT.createObjectNode();
        }
        try (JsonParser parser = STRICT.createParser(body)) {
            return read(parser);
        } catch (JacksonException e) {
            throw invalid("The body is not valid JSON in UTF-8" + at(e.getLocation())
                    + ". Send the tool's arguments as one JSON object.");
        }
    }

    private static ObjectNode read(JsonParser parser) {
        try {
            if (parser.nextToken() == null) {
                throw invalid("The body is blank. Send the tool's arguments as one JSON object.");
            }
            JsonNode tree = STRICT.readTree(parser);
            if (parser.nextToken() != null) {
                throw invalid("The body goes on after its JSON object" + at(parser.currentTokenLocation())
                        + ". Send one object only.");
            }
            if (tree instanceof ObjectNode arguments) {
                return arguments;
            }
            throw invalid("The body is " + kind(tree) + ". Send the tool's arguments as one JSON object.");
        } catch (StreamConstraintsException e) {
            throw invalid("The body is nested deeper than " + JsonRpcMapper.MAXIMUM_NESTING
                    + " levels, or has an oversized number or name" + at(parser.currentLocation())
                    + ". Send a flatter one.");
        } catch (DatabindException e) {
            throw invalid(
                    "The body has a key twice in one object" + at(e.getLocation()) + ". Send each argument once.");
        } catch (ArithmeticException | NumberFormatException e) {
            // From exponents beyond what a BigDecimal can hold.
            throw invalid("The body has a number too large to be read" + at(parser.currentLocation())
                    + ". Send a smaller one.");
        }
    }

    private static CallRefusedException invalid(String message) {
        return new CallRefusedException(ToolError.of(ErrorCode.INVALID_ARGUMENTS, message));
    }

    /** Jackson does not always know the place. */
    private static String at(@Nullable TokenStreamLocation place) {
        return place == null ? "" : ", at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static String kind(JsonNode tree) {
        return switch (tree.getNodeType()) {
            case ARRAY -> "a list";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "no object";
        };
    }
}
