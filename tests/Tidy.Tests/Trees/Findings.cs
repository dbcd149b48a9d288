namespace Tidy.Tests.Trees;

/// <summary>How a check speaks: a list of sentences, empty when all is well.</summary>
public static class Findings
{
    public static void AssertNone(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        if (all.Count > 0)
            Assert.Fail($"{all.Count} finding(s):{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
