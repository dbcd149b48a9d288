using CreditDecision.Cli.Applying;
using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Values;
using CreditDecision.V1;

namespace CreditDecision.Cli.Tests.Shipped;

public sealed class SampleTests
{
    private static readonly RunContext Run = new("r1", new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), true);

    [Fact]
    public void Each_sample_can_be_sent_and_its_features_are_in_the_catalog()
    {
        IReadOnlyList<FiledApplication> samples = ApplicationFile.Read(Repository.File("samples", "applications.json"), Run);

        Assert.Equal(13, samples.Count);
        Assert.All(samples, sample =>
        {
            Assert.NotEmpty(sample.Note);
            Assert.EndsWith("-r1", sample.Request.ApplicationId);
            Assert.True(ResidentId.TryParse(sample.Request.Borrower.IdNumber, out _, out string error), error);
            Assert.Empty(Repository.Objections(sample.Request, Repository.Catalog(), Run.Now));
        });
    }

    [Fact]
    public void A_made_up_borrower_is_somebody_else_in_another_run()
    {
        FileInfo file = Repository.File("samples", "applications.json");
        Borrower In(RunContext run) => ApplicationFile.Read(file, run)[0].Request.Borrower;

        Assert.Equal(In(Run), In(Run));
        Assert.NotEqual(In(Run).IdNumber, In(Run with { RunId = "r2" }).IdNumber);
    }

    [Fact]
    public void The_invalid_sample_is_sound_JSON_so_that_the_service_gets_to_name_its_fields()
    {
        DecideRequest request = Assert.Single(ApplicationFile.Read(Repository.File("samples", "invalid-application.json"), Run)).Request;

        Assert.Equal((0L, LoanPurpose.Unspecified), (request.AmountFen, request.Purpose));
        Assert.False(ResidentId.TryParse(request.Borrower.IdNumber, out _, out _));
    }
}
