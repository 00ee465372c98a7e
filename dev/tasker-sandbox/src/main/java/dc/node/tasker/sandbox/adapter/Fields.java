package dc.node.tasker.sandbox.adapter;

import dc.node.tasker.sandbox.http.JsonBody;
import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.json.Json;
import dc.node.tasker.sandbox.store.ExternalId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a body, read with their types; whatever does not fit is refused with 400 and the field's name. */
final class Fields {

    private final ObjectNode body;

    private Fields(ObjectNode body) {
        this.body = body;
    }

    static Fields of(Request request, Set<String> known) {
        ObjectNode body = JsonBody.of(request);
        for (String name : body.propertyNames()) {
            if (!known.contains(name)) {
                throw Refusal.ofField(400, "unknown_field", name, "Unknown field " + name + ".");
            }
        }
        return new Fields(body);
    }

    static Refusal invalid(String name, String rule) {
        return Refusal.ofField(400, "invalid_field", name, name + " " + rule);
    }

    /** Drops fields that are null, for calls in which null and absent mean the same. */
    Fields withoutNulls() {
        ObjectNode present = body.deepCopy();
        present.removeNulls();
        return new Fields(present);
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isString() || value.stringValue().indexOf('\0') >= 0) {
                throw invalid(name, "must be text without NUL characters.");
            }
            return value.stringValue();
        });
    }

    Optional<String> text(String name, int maxLength) {
        Optional<String> text = text(name);
        if (text.isPresent() && (text.get().isBlank() || text.get().codePoints().count() > maxLength)) {
            throw invalid(name, "must have 1 to " + maxLength + " characters.");
        }
        return text;
    }

    Optional<String> id(String name) {
        return text(name).map(text -> Ids.canonical(name, text));
    }

    /** A list of ids without repetitions, in the order given. */
    Optional<List<String>> ids(String name) {
        return value(name).map(value -> {
            if (!value.isArray()) {
                throw invalid(name, "must be a list of ids.");
            }
            LinkedHashSet<String> ids = new LinkedHashSet<>();
            for (JsonNode element : value) {
                if (!element.isString()) {
                    throw invalid(name, "must be a list of ids.");
                }
                ids.add(Ids.canonical(name, element.stringValue()));
            }
            return List.copyOf(ids);
        });
    }

    /** A date; null clears it, and where it is absent it stays what it was. */
    Optional<String> dateOr(String name, Optional<String> current) {
        if (!body.has(name)) {
            return current;
        }
        if (body.path(name).isNull()) {
            return Optional.empty();
        }
        return text(name).map(text -> {
            try {
                return LocalDate.parse(text).toString();
            } catch (DateTimeParseException e) {
                throw invalid(name, "must be a date such as 2026-03-01.");
            }
        });
    }

    /** An id; null clears it, and where it is absent it stays what it was. */
    Optional<String> idOr(String name, Optional<String> current) {
        if (!body.has(name)) {
            return current;
        }
        if (body.path(name).isNull()) {
            return Optional.empty();
        }
        return id(name);
    }

    Optional<Double> number(String name) {
        return value(name).map(value -> {
            if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
                throw invalid(name, "must be a number.");
            }
            return value.doubleValue();
        });
    }

    /** The text of a JSON object, its members in the order they came. */
    Optional<String> object(String name) {
        return value(name).map(value -> {
            if (!value.isObject()) {
                throw invalid(name, "must be an object.");
            }
            return Json.write(value);
        });
    }

    Optional<ExternalId> externalId() {
        Optional<String> source = text("external_source", 255);
        Optional<String> id = text("external_id", 255);
        if (source.isPresent() != id.isPresent()) {
            throw invalid(id.isPresent() ? "external_source" : "external_id", "is missing: the two go together.");
        }
        return id.map(value -> new ExternalId(source.orElseThrow(), value));
    }

    static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> Refusal.ofField(400, "missing_field", name, name + " is required."));
    }

    private Optional<JsonNode> value(String name) {
        return body.has(name) ? Optional.of(body.get(name)) : Optional.empty();
    }
}
