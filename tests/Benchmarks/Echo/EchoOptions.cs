using System.Globalization;

namespace Benchmarks.Echo;

/// <summary>What the echo benchmark was asked to do.</summary>
/// <param name="Rounds">1 or more.</param>
/// <param name="Requests">Requests of one measurement, 1,000 or more, so that it lasts.</param>
/// <param name="AspNetCore">Whether the packages' server is measured as well.</param>
internal sealed record EchoOptions(int Rounds, int Requests, bool AspNetCore)
{
    public static bool TryParse(string[] args, out EchoOptions options)
    {
        options = new EchoOptions(5, 100_000, false);
        for (var i = 0; i < args.Length; i++)
        {
            var number = 0;
            var hasNumber = i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out number);
            switch (args[i])
            {
                case "--aspnetcore":
                    options = options with { AspNetCore = true };
                    break;
                case "--rounds" when hasNumber && number >= 1:
                    options = options with { Rounds = number };
                    i++;
                    break;
                case "--requests" when hasNumber && number >= 1_000:
                    options = options with { Requests = number };
                    i++;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
