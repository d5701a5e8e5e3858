import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.time.Instant;
import java.util.*;

/** Orders by id, by time and by customer, an inverted index, and a cache of rendered answers. */
public final class JvmWorkload {
  record Order(int id, int customer, String reference, String state, Instant placed, int items, double amount, double weight, double x, double y, List<String> tags, String note) {
    static Order parse(String line) {
      String[] f = line.split("\t", -1);
      return new Order(Integer.parseInt(f[0]), Integer.parseInt(f[1]), f[2], f[3].intern(), Instant.parse(f[4]), Integer.parseInt(f[5]), Double.parseDouble(f[6]),
          Double.parseDouble(f[7]), Double.parseDouble(f[8]), Double.parseDouble(f[9]), f[10].isEmpty() ? List.of() : new ArrayList<>(Arrays.asList(f[10].split(" "))), f[11]);
    }
  }

  static final Map<Integer, Order> orders = new HashMap<>();
  static final TreeMap<Instant, List<Order>> byTime = new TreeMap<>();
  static final Map<Integer, ArrayList<Order>> byCustomer = new HashMap<>();
  static final Map<String, ArrayList<Integer>> index = new HashMap<>();
  static final LinkedHashMap<String, byte[]> rendered = new LinkedHashMap<>(16, 0.75f, true) {
    @Override protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) { return size() > 12_000; }
  };

  static void add(Order order) {
    orders.put(order.id, order);
    byTime.computeIfAbsent(order.placed, t -> new ArrayList<>(1)).add(order);
    byCustomer.computeIfAbsent(order.customer, c -> new ArrayList<>()).add(order);
    for (String word : order.note.split("[ ,.?]+"))
      if (!word.isEmpty()) {
        ArrayList<Integer> ids = index.computeIfAbsent(word, w -> new ArrayList<>());
        if (ids.size() < 5000) ids.add(order.id);
      }
  }

  public static void main(String[] args) throws Exception {
    try (var lines = Files.lines(Path.of(args[0]))) {
      lines.map(Order::parse).forEach(JvmWorkload::add);
    }
    Random random = new Random(1);
    double[] totals = new double[orders.size()];
    for (long round = 0; ; round++) {
      for (int n = 0; n < 20_000; n++) {
        Order order = orders.get(random.nextInt(totals.length));
        totals[order.id] += order.amount * order.items;
        String answer = "{\"id\":" + order.id + ",\"reference\":\"" + order.reference + "\",\"state\":\"" + order.state + "\",\"amount\":" + order.amount + ",\"note\":\"" + order.note + "\",\"tags\":" + order.tags + "}";
        rendered.put("/orders/" + order.id, answer.getBytes(StandardCharsets.UTF_8));
        if (n % 10 == 0) {
          Order changed = new Order(order.id, order.customer, order.reference, "changed", order.placed.plusSeconds(random.nextInt(90_000)), order.items, order.amount + random.nextInt(100), order.weight, order.x, order.y, order.tags, order.note);
          byTime.remove(order.placed);
          byCustomer.get(order.customer).remove(order);
          byTime.computeIfAbsent(changed.placed, t -> new ArrayList<>(1)).add(changed);
          byCustomer.get(order.customer).add(changed);
          orders.put(order.id, changed);
        }
      }
      if (round == 3 || round == 6) System.gc();
      if (round == 12) System.out.println("working");
    }
  }
}
