namespace CreditDecision.Modeling.Populations;

/// <summary>A prefecture of GB/T 2260.</summary>
/// <param name="Code">Its first four digits.</param>
/// <param name="Weight">Relative number of applicants, about the population in 100,000.</param>
/// <param name="IncomeFactor">Of the national median income.</param>
internal readonly record struct Region(string Code, int Weight, double IncomeFactor);

internal static class Regions
{
    private static readonly Region[] All =
    [
        new("1101", 219, 1.60), new("1201", 139, 1.15), new("1301", 112, 0.92), new("1302", 77, 0.95), new("1401", 53, 0.95), new("1501", 34, 0.98),
        new("2101", 90, 1.00), new("2102", 75, 1.05), new("2201", 91, 0.90), new("2301", 100, 0.85), new("3101", 249, 1.60), new("3201", 93, 1.30),
        new("3202", 75, 1.25), new("3205", 127, 1.30), new("3301", 119, 1.35), new("3302", 94, 1.25), new("3303", 96, 1.15), new("3401", 94, 1.05),
        new("3501", 83, 1.05), new("3502", 52, 1.20), new("3505", 88, 1.00), new("3601", 63, 0.95), new("3701", 92, 1.05), new("3702", 101, 1.10),
        new("3706", 71, 0.98), new("4101", 126, 0.98), new("4103", 71, 0.85), new("4201", 123, 1.10), new("4205", 40, 0.90), new("4301", 100, 1.08),
        new("4304", 66, 0.85), new("4401", 187, 1.35), new("4403", 176, 1.50), new("4406", 95, 1.15), new("4419", 105, 1.10), new("4501", 87, 0.90),
        new("4503", 49, 0.82), new("4601", 29, 0.92), new("5001", 321, 0.95), new("5101", 209, 1.05), new("5107", 49, 0.85), new("5201", 60, 0.90),
        new("5203", 66, 0.80), new("5301", 85, 0.92), new("5401", 9, 0.95), new("6101", 130, 1.00), new("6103", 33, 0.82), new("6201", 44, 0.88),
        new("6301", 25, 0.88), new("6401", 29, 0.90), new("6501", 41, 0.98),
    ];

    private static readonly int AllWeight = All.Sum(region => region.Weight);

    internal static Region Draw(Dice dice)
    {
        int left = dice.Below(AllWeight);
        foreach (Region region in All)
        {
            if (left < region.Weight) return region;
            left -= region.Weight;
        }
        throw new InvalidOperationException("The weights do not add up.");
    }
}
