using System.Globalization;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Monitoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Service.Tests.Hosting;

namespace CreditDecision.Service.Tests.Governance.Walking;

/// <summary>Holds one quarter of applicants against another as monitoring does, by the policy that ships.</summary>
internal static class WalkDrift
{
    // Half of the last digit that is stated.
    private const double Rounding = 0.0006;

    /// <param name="block">The two files, and for each column its PSI and the level that it raises.</param>
    public static void Check(WalkBlock block, Func<string, byte[]> file)
    {
        CsvTable before = Table(block.Lines[0], "baseline: ", file), now = Table(block.Lines[1], "period: ", file);
        MonitoringPolicy policy = Policy();
        foreach (string line in block.Lines.Skip(2))
        {
            string[] words = line.Split(' ');
            double[] first = before.Find(words[0])!.Numbers;
            Bins bins = Bins.OfSample(words[0], first);
            Shift shift = Shift.Of(bins, Count(bins, first), Count(bins, now.Find(words[0])!.Numbers), policy);
            Assert.Equal(double.Parse(words[1], CultureInfo.InvariantCulture), shift.Index, Rounding);
            Signal? signal = shift.Signal(MonitoringMetric.FeatureStability);
            Assert.Equal((words[0], words[2]), (words[0], signal is null ? "none" : SnakeCase.Of(signal.Level)));
        }
    }

    private static long[] Count(Bins bins, double[] values)
    {
        long[] counts = new long[bins.Groups];
        foreach (double value in values) counts[bins.GroupOf(value)]++;
        return counts;
    }

    private static CsvTable Table(string line, string key, Func<string, byte[]> file)
    {
        Assert.StartsWith(key, line);
        var errors = new DocumentErrors();
        CsvTable? table = CsvTables.Read(file($"data/{line[key.Length..]}"), line[key.Length..], errors);
        return table ?? throw new InvalidOperationException(string.Join("; ", errors.All));
    }

    private static MonitoringPolicy Policy()
    {
        var errors = new DocumentErrors();
        LoadedDocument document = YamlDocuments.Read(File.ReadAllBytes(Repository.At("strategies/monitoring.yaml")), "monitoring.yaml", errors)!;
        return MonitoringPolicy.Read(DocumentObject.Root(document.Element, errors), document.Sha256) ?? throw new InvalidOperationException(string.Join("; ", errors.All));
    }
}
