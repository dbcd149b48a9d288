using System.Globalization;

namespace Benchmarks.Backtests;

/// <summary>What the back-test benchmark was asked to do.</summary>
/// <param name="Decisions">In the store, 1,000 or more.</param>
/// <param name="Store">The store's file; filled when it is not there, and kept.</param>
/// <param name="Rounds">1 or more.</param>
internal sealed record BacktestOptions(int Decisions, string Store, int Rounds)
{
    public static bool TryParse(string[] args, out BacktestOptions options)
    {
        options = new BacktestOptions(1_000_000, "", 3);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--decisions" when isNumber && number >= 1_000:
                    options = options with { Decisions = number };
                    break;
                case "--rounds" when isNumber && number >= 1:
                    options = options with { Rounds = number };
                    break;
                case "--store" when value.Length > 0:
                    options = options with { Store = Path.GetFullPath(value) };
                    break;
                default:
                    return false;
            }
        }

        return options.Store.Length > 0;
    }
}
