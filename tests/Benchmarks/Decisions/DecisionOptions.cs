using System.Globalization;

namespace Benchmarks.Decisions;

/// <summary>What the measuring of decisions was asked to do.</summary>
/// <param name="Content">Folder with <c>strategies/</c> and <c>models/</c>.</param>
/// <param name="Applicants">10 or more.</param>
/// <param name="Rounds">1 or more.</param>
internal sealed record DecisionOptions(string Content, int Applicants, int Rounds)
{
    public static bool TryParse(string[] args, out DecisionOptions options)
    {
        options = new DecisionOptions(".", 2_000, 20);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var isNumber = int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            DecisionOptions? next = args[i] switch
            {
                "--content" when Directory.Exists(args[i + 1]) => options with { Content = args[i + 1] },
                "--applicants" when isNumber && number >= 10 => options with { Applicants = number },
                "--rounds" when isNumber && number >= 1 => options with { Rounds = number },
                _ => null,
            };
            if (next is null) return false;
            options = next;
        }

        return args.Length % 2 == 0;
    }
}
