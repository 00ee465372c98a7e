package dc.node.gateway.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A set of event ids, kept as ranges, and spelled as Postgres spells an {@code int8multirange}. Not thread-safe. */
final class IdRanges {

    private static final Pattern RANGE = Pattern.compile("\\[(-?\\d+),(-?\\d+)\\)");

    /** From the first id of each range to the first after it. No two overlap or touch. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** @throws IllegalArgumentException when it is no multirange of bounded ranges */
    static IdRanges parse(String multirange) {
        IdRanges parsed = new IdRanges();
        Matcher matcher = RANGE.matcher(multirange);
        while (matcher.find()) {
            parsed.add(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }
        if (!parsed.toString().equals(multirange)) {
            throw new IllegalArgumentException("not ranges of ids: " + multirange);
        }
        return parsed;
    }

    void add(long id) {
        add(id, id + 1);
    }

    /** Adds all of these, and says whether none of them was there before. */
    boolean addAll(IdRanges others) {
        boolean allNew = true;
        for (Map.Entry<Long, Long> range : others.ranges.entrySet()) {
            allNew &= add(range.getKey(), range.getValue());
        }
        return allNew;
    }

    /** These without those. */
    IdRanges without(IdRanges those) {
        IdRanges left = new IdRanges();
        ranges.forEach((first, end) -> {
            long next = first;
            for (Map.Entry<Long, Long> taken : those.overlapping(first, end)) {
                if (taken.getKey() > next) {
                    left.ranges.put(next, taken.getKey());
                }
                next = Math.max(next, taken.getValue());
            }
            if (next < end) {
                left.ranges.put(next, end);
            }
        });
        return left;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /**
     * What lies between them, before them and after them, in parts of at most so many ranges.
     *
     * @return multiranges, whose first begins and whose last ends without a bound
     */
    List<String> complement(int most) {
        List<String> gaps = new ArrayList<>();
        String from = "(";
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            gaps.add(from + "," + range.getKey() + ")");
            from = "[" + range.getValue();
        }
        gaps.add(from.equals("(") ? "(,)" : from + ",)");
        List<String> parts = new ArrayList<>();
        for (int start = 0; start < gaps.size(); start += most) {
            parts.add("{" + String.join(",", gaps.subList(start, Math.min(start + most, gaps.size()))) + "}");
        }
        return parts;
    }

    @Override
    public String toString() {
        return ranges.entrySet().stream()
                .map(range -> "[" + range.getKey() + "," + range.getValue() + ")")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** For people, such as {@code 3-7, 9}; long lists are cut short. */
    String describe() {
        int most = 10;
        String listed = ranges.entrySet().stream()
                .limit(most)
                .map(range -> range.getKey() == range.getValue() - 1
                        ? Long.toString(range.getKey())
                        : range.getKey() + "-" + (range.getValue() - 1))
                .collect(Collectors.joining(", "));
        return ranges.size() > most ? listed + " and more" : listed;
    }

    private boolean add(long first, long end) {
        List<Map.Entry<Long, Long>> overlapping = overlapping(first, end);
        long newFirst = first;
        long newEnd = end;
        for (Map.Entry<Long, Long> range : overlapping) {
            ranges.remove(range.getKey());
            newFirst = Math.min(newFirst, range.getKey());
            newEnd = Math.max(newEnd, range.getValue());
        }
        Map.@Nullable Entry<Long, Long> before = ranges.lowerEntry(newFirst);
        if (before != null && before.getValue() == newFirst) {
            ranges.remove(before.getKey());
            newFirst = before.getKey();
        }
        @Nullable Long after = ranges.remove(newEnd);
        ranges.put(newFirst, after == null ? newEnd : after);
        return overlapping.isEmpty();
    }

    private List<Map.Entry<Long, Long>> overlapping(long first, long end) {
        List<Map.Entry<Long, Long>> found = new ArrayList<>();
        Map.@Nullable Entry<Long, Long> before = ranges.lowerEntry(first);
        if (before != null && before.getValue() > first) {
            found.add(before);
        }
        found.addAll(ranges.subMap(first, end).entrySet().stream()
                .map(range -> Map.entry(range.getKey(), range.getValue()))
                .toList());
        return found;
    }
}
