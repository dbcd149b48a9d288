using System.Globalization;

namespace Benchmarks.Scoring;

/// <summary>What the comparison with the peers was asked to do.</summary>
/// <param name="Peers">Folder of the peers' programs, models and rows.</param>
/// <param name="Rounds">1 or more.</param>
/// <param name="Disturbed">Whether other memory is touched before each row, so that the model is not in the nearest caches.</param>
internal sealed record ScoringOptions(string Peers, int Rounds, bool Disturbed)
{
    public static bool TryParse(string[] args, out ScoringOptions options)
    {
        options = new ScoringOptions("", 5, false);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--disturbed":
                    options = options with { Disturbed = true };
                    break;
                case "--peers" when Directory.Exists(value):
                    options = options with { Peers = value };
                    i++;
                    break;
                case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds >= 1:
                    options = options with { Rounds = rounds };
                    i++;
                    break;
                default:
                    return false;
            }
        }

        return options.Peers.Length > 0;
    }
}
