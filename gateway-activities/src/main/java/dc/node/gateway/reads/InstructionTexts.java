package dc.node.gateway.reads;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The Markdown shipped for agents: the operating rules and the guide to a good card. */
@Component
class InstructionTexts {

    private final String rules = resource("rules.md");
    private final String cardGuide = resource("card-guide.md");

    String rules() {
        return rules;
    }

    String cardGuide() {
        return cardGuide;
    }

    private static String resource(String name) {
        String path = "/instructions/" + name;
        try (InputStream stream = Optional.ofNullable(InstructionTexts.class.getResourceAsStream(path))
                .orElseThrow(() -> new IllegalStateException("the resource " + path + " is missing"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + path + " cannot be read", e);
        }
    }
}
