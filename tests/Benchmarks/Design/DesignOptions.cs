using System.Globalization;

namespace Benchmarks.Design;

/// <summary>What the measuring of the design's rows was asked to do.</summary>
/// <param name="Peers">Built folder of the scoring peers; empty where there is none.</param>
/// <param name="Rounds">Of everything that is measured in turn.</param>
/// <param name="Output">JSON file for the rows.</param>
internal sealed record DesignOptions(string Content, string Peers, int Rounds, string Output)
{
    public static bool TryParse(string[] args, out DesignOptions options)
    {
        options = new DesignOptions(".", "", 3, "");
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            DesignOptions? next = args[i] switch
            {
                "--content" when Directory.Exists(args[i + 1]) => options with { Content = args[i + 1] },
                "--peers" when Directory.Exists(args[i + 1]) => options with { Peers = args[i + 1] },
                "--rounds" when int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds >= 1 => options with { Rounds = rounds },
                "--output" => options with { Output = args[i + 1] },
                _ => null,
            };
            if (next is null) return false;
            options = next;
        }

        return args.Length % 2 == 0 && options.Output.Length > 0;
    }
}
