using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Mappings;
using CreditDecision.Cli.Tests.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CreditDecision.Cli.Tests.Batches;

public sealed class LiveMappingTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly FileInfo _file = new(Path.GetTempFileName());

    public LiveMappingTests() => File.WriteAllText(_file.FullName, Json.Mapping);

    public void Dispose() => _file.Delete();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Now_moves_with_the_clock_unless_it_is_fixed(bool isFixed)
    {
        var time = new FakeTimeProvider(Start);
        LiveMapping mapping = LiveMapping.Open(_file, ["amount", "late", "bad"], new RunContext("r", Start, isFixed), null, time);
        DateTimeOffset ObservedAt() => mapping.Current.Map(new FileRow(1, ["1", "0", "0"]))!.Features[0].ObservedAt.ToDateTimeOffset();

        Assert.Equal(Start.AddHours(-1), ObservedAt());
        time.Advance(TimeSpan.FromHours(5));

        Assert.Equal(Start.AddHours(isFixed ? -1 : 4), ObservedAt());
    }
}
