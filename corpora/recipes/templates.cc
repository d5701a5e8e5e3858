// Ordinary standard C++, instantiated often enough that the compiler needs some hundred megabytes.
#include <algorithm>
#include <deque>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <ranges>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

namespace shop {

template <int N> struct Item {
  int id = N;
  std::string name;
  double price = N * 1.25;
  std::variant<int, double, std::string, std::vector<Item<N / 2>>> extra;
  auto operator<=>(const Item& other) const { return std::tie(id, name) <=> std::tie(other.id, other.name); }
  bool operator==(const Item& other) const { return id == other.id && name == other.name; }
};
template <> struct Item<0> {
  int id = 0;
  std::string name;
  double price = 0;
  auto operator<=>(const Item&) const = default;
};

template <int N> struct Store {
  std::map<std::string, std::shared_ptr<Item<N>>> named;
  std::unordered_map<int, std::vector<Item<N>>> numbered;
  std::multimap<double, std::tuple<int, std::string, Item<N>>> priced;
  std::deque<std::function<bool(const Item<N>&)>> filters;

  void add(Item<N> item) {
    named.emplace(item.name, std::make_shared<Item<N>>(item));
    priced.emplace(item.price, std::make_tuple(item.id, item.name, item));
    numbered[item.id].push_back(std::move(item));
  }
  std::optional<Item<N>> find(const std::string& pattern) const {
    std::regex expression(pattern + "[a-z]+(" + std::to_string(N) + "|x)");
    for (const auto& [name, item] : named)
      if (std::regex_search(name, expression)) return *item;
    return std::nullopt;
  }
  double total() const {
    auto view = numbered | std::views::values | std::views::join | std::views::filter([this](const Item<N>& item) {
      return std::ranges::all_of(filters, [&](const auto& f) { return f(item); });
    }) | std::views::transform(&Item<N>::price);
    double sum = 0;
    for (double price : view) sum += price;
    return sum;
  }
  std::vector<Item<N>> sorted() const {
    std::vector<Item<N>> out;
    for (const auto& [id, items] : numbered) std::copy(items.begin(), items.end(), std::back_inserter(out));
    std::ranges::stable_sort(out, std::greater<>{}, &Item<N>::price);
    std::set<Item<N>> unique(out.begin(), out.end());
    std::list<Item<N>> rest(unique.begin(), unique.end());
    rest.sort([](const auto& a, const auto& b) { return a.name < b.name; });
    std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(out.size() / 2), out.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
  }
};

template <int N> double simulate(std::ostream& log) {
  std::mt19937_64 generator(N);
  std::normal_distribution<double> price(10 + N, 3);
  Store<N> store;
  for (int i = 0; i < 100; i++) {
    Item<N> item{.id = i, .name = "item" + std::to_string(i), .price = price(generator), .extra = {}};
    if (i % 3 == 0) item.extra = std::vector<Item<N / 2>>(3);
    store.add(std::move(item));
  }
  store.filters.push_back([](const Item<N>& item) { return item.price > N; });
  std::ostringstream text;
  for (const auto& item : store.sorted()) {
    text << item.id << ' ' << item.name << ' ';
    std::visit([&](const auto& value) {
      if constexpr (requires { text << value; }) text << value;
      else text << value.size();
    }, item.extra);
  }
  log << text.str() << (store.find("ite") ? "found" : "none") << '\n';
  return store.total();
}

template <int... N> double all(std::ostream& log, std::integer_sequence<int, N...>) { return (simulate<N + 1>(log) + ...); }

}  // namespace shop

int main() { std::cout << shop::all(std::cout, std::make_integer_sequence<int, 24>{}) << '\n'; }
