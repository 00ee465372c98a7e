package dc.node.tasker.sandbox.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the call for a method and path; an unknown path is 404, a known one with another method 405. */
public final class Router implements Handler {

    private final List<Route> routes;

    /** Creates a router over routes of which the first fitting one is taken. */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Override
    public Answer handle(Request request) {
        boolean pathIsKnown = false;
        for (Route route : routes) {
            Optional<String> id = route.match(request.path());
            if (id.isPresent() && route.method.equals(request.method())) {
                return route.call.answer(request, id.get());
            }
            pathIsKnown |= id.isPresent();
        }
        if (pathIsKnown) {
            throw Refusal.of(405, "method_not_allowed", "This path does not take " + request.method() + ".");
        }
        throw Refusal.notFound("path");
    }

    /** What a route does. */
    @FunctionalInterface
    public interface Call {

        /** Answers a request; {@code id} is the id in the path, empty for a path without one. */
        Answer answer(Request request, String id);
    }

    /** A method and a path, in which {@code :id} stands for one segment. */
    public static final class Route {

        private final String method;
        private final Pattern pattern;
        private final Call call;

        /** Creates a route. */
        public Route(String method, String path, Call call) {
            this.method = method;
            this.pattern = Pattern.compile(path.replace(":id", "(?<id>[^/]+)"));
            this.call = call;
        }

        private Optional<String> match(String path) {
            Matcher matcher = pattern.matcher(path);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group("id"));
        }
    }
}
