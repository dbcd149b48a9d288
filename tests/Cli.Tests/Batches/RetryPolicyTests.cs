using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Batches;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.AlreadyExists)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.DeadlineExceeded)]
    public void Only_what_is_temporary_is_sent_again(StatusCode code) => Assert.Null(RetryPolicy.Wait(Of(code), 1, 0));

    [Fact]
    public void Waits_grow_stay_bounded_and_end()
    {
        Gen<(StatusCode, int, double)> cases =
            from code in Gen.Elements(StatusCode.Unavailable, StatusCode.ResourceExhausted)
            from attempt in Gen.Choose(1, 2 * RetryPolicy.MostAttempts)
            from spread in Gen.Choose(0, 999)
            select (code, attempt, spread / 1_000.0);

        Prop.ForAll(cases.ToArbitrary(), each =>
        {
            (StatusCode code, int attempt, double spread) = each;
            TimeSpan? wait = RetryPolicy.Wait(Of(code), attempt, spread);
            if (attempt >= RetryPolicy.MostAttempts) Assert.Null(wait);
            else Assert.InRange(wait!.Value, TimeSpan.FromMilliseconds(25), TimeSpan.FromSeconds(2));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_services_own_word_is_kept_when_it_asks_for_longer()
    {
        CallFailure busy = Of(StatusCode.ResourceExhausted) with { RetryAfter = TimeSpan.FromSeconds(7) };

        Assert.Equal(TimeSpan.FromSeconds(7), RetryPolicy.Wait(busy, 1, 0));
    }

    private static CallFailure Of(StatusCode code) => new(code, "no", [], null);
}
