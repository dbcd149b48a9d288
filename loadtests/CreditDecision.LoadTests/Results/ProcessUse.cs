using System.Globalization;

namespace CreditDecision.LoadTests.Results;

/// <summary>Processor time and memory of a process and all that it started, as Linux tells them.</summary>
/// <param name="Cpu">Since each began.</param>
/// <param name="ResidentBytes">Pages that several share are counted by each.</param>
internal readonly record struct ProcessUse(TimeSpan Cpu, long ResidentBytes)
{
    // Of every Linux of today.
    private const double TicksPerSecond = 100;

    public static ProcessUse Of(int process)
    {
        var use = default(ProcessUse);
        foreach (int each in Family(process))
        {
            try
            {
                // The second field is a name in brackets and may hold blanks.
                string[] stat = File.ReadAllText($"/proc/{each}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                double ticks = double.Parse(stat[11], CultureInfo.InvariantCulture) + double.Parse(stat[12], CultureInfo.InvariantCulture);
                long pages = long.Parse(stat[21], CultureInfo.InvariantCulture);
                use = new ProcessUse(use.Cpu + TimeSpan.FromSeconds(ticks / TicksPerSecond), use.ResidentBytes + pages * Environment.SystemPageSize);
            }
            catch (IOException)
            {
                // It has ended.
            }
        }
        return use;
    }

    private static IEnumerable<int> Family(int process)
    {
        var parents = new Dictionary<int, int>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out int id)) continue;
            try
            {
                string[] stat = File.ReadAllText($"{folder}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                parents[id] = int.Parse(stat[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended.
            }
        }
        bool Belongs(int id) => id == process || (parents.TryGetValue(id, out int parent) && parent > 1 && Belongs(parent));
        return [.. parents.Keys.Where(Belongs)];
    }
}
