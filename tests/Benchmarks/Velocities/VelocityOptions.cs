using System.Globalization;

namespace Benchmarks.Velocities;

/// <summary>What the measuring of velocity was asked to do.</summary>
/// <param name="Redis">As StackExchange.Redis reads it. Keys stay in it for 30 days.</param>
/// <param name="IsCluster">Whether that is a Redis Cluster.</param>
/// <param name="Applications">Different ones, 1,000 or more.</param>
/// <param name="Callers">At once, each waiting for its answer; 1 or more.</param>
internal sealed record VelocityOptions(string Redis, bool IsCluster, int Applications, int Callers)
{
    public static bool TryParse(string[] args, out VelocityOptions options)
    {
        options = new VelocityOptions("", false, 200_000, 64);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            VelocityOptions? next = args[i] switch
            {
                "--redis" when value.Length > 0 => options with { Redis = value },
                "--cluster" when value.Length > 0 => options with { Redis = value, IsCluster = true },
                "--applications" when isNumber && number >= 1_000 => options with { Applications = number },
                "--callers" when isNumber && number >= 1 => options with { Callers = number },
                _ => null,
            };
            if (next is null) return false;
            options = next;
        }

        return options.Redis.Length > 0;
    }
}
