using System.Text.RegularExpressions;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Populations;

namespace CreditDecision.Modeling.Tests.Populations;

/// <summary>The scorecards that ship, made anew as models/build.sh makes them.</summary>
public partial class ReferenceModelsTests
{
    private const int Rows = 100_000;
    private const long Seed = 20260101;

    private static readonly string[] Names = ["identity", "anti-fraud", "aml", "risk"];

    // What a person is and cannot change, and what would stand in for it.
    private static readonly string[] Barred = ["sex", "gender", "marriage", "marital", "province", "prefecture", "region", "ethnic", "religion"];

    [Fact]
    public void Seed_and_fit_documents_give_the_shipped_scorecards_byte_for_byte()
    {
        CsvTable population = Population();
        foreach (string name in Names)
        {
            FitPlan plan = Repository.Read($"models/{name}.fit.yaml", (document, _) => FitPlanReader.Read(document));
            var errors = new DocumentErrors();
            FitSample? sample = new FitSampleBinder(population, plan, errors).Bind(Repository.Catalog, Repository.Reasons);
            FitResult? result = sample is null ? null : new ScorecardFitter(sample, new Progress<FitProgress>(), errors).Fit();
            Assert.Empty(errors.All);
            Assert.True(Repository.Bytes($"models/{name}.scorecard.json").AsSpan().SequenceEqual(result!.Document), $"{name} differs; models/build.sh makes it anew");
        }
    }

    [Theory]
    [InlineData("identity", ModelKind.Identity)]
    [InlineData("anti-fraud", ModelKind.AntiFraud)]
    [InlineData("aml", ModelKind.Aml)]
    [InlineData("risk", ModelKind.Risk)]
    public void A_shipped_scorecard_serves_its_purpose_and_ranks_rows_that_it_has_not_seen(string name, ModelKind kind)
    {
        Scorecard scorecard = Repository.Scorecard(name);
        Assert.Equal(kind, scorecard.Kind);
        SampleFigures test = scorecard.Origin.Test!.Value;
        Assert.True(test.Auc > 0.8);
        Assert.InRange(scorecard.Origin.Train!.Value.Auc - test.Auc, -0.02, 0.02);
    }

    [Fact]
    public void No_scorecard_reads_sex_marital_status_or_region() => Assert.All(
        Names.SelectMany(name => Repository.Scorecard(name).Characteristics),
        characteristic => Assert.DoesNotContain(Barred, word => characteristic.Feature.Name.Split('_').Contains(word) && characteristic.Feature.Name != "ip_region_match"));

    /// <summary>What nothing reads may not be asked for; what is worked out from the application itself is there anyway.</summary>
    [Fact]
    [Trait("Article", "A34")]
    public void Every_feature_that_is_asked_for_is_offered_to_some_model_or_read_by_some_strategy()
    {
        HashSet<string> read = [.. OfferedToModels(), .. WordsOfStrategies()];
        Assert.Empty(Repository.Catalog.Features.Where(feature => feature.Origin == FeatureOrigin.Request).Select(feature => feature.Name).Except(read));
    }

    [Fact]
    public void Bureau_and_device_features_are_bound_to_their_consent() => Assert.All(Repository.Catalog.Features, feature =>
    {
        if (feature.Source == "credit_bureau") Assert.Equal(Core.Applications.ConsentScope.CreditBureau, feature.ConsentScope);
        if (feature.Source == "device_risk") Assert.Equal(Core.Applications.ConsentScope.DeviceData, feature.ConsentScope);
        if (feature.Origin == FeatureOrigin.Request) Assert.NotNull(feature.MaxAge?.ToString() ?? (feature.Source == "declared" ? "declared" : null));
    });

    [Fact]
    public void Reasons_against_fraud_and_laundering_do_not_say_what_gave_it_away()
    {
        string[] telling = ["device", "emulator", "proxy", "network", "phone", "address", "account", "transaction", "list", "设备", "网络", "手机", "地址", "账户", "交易", "名单"];
        var hidden = Repository.Reasons.All.Where(reason => reason.Code.Number is >= 20_200 and < 20_400).ToList();
        Assert.True(hidden.Count >= 8);
        Assert.All(hidden, (ReasonDefinition reason) => Assert.DoesNotContain(telling, word => reason.Zh.Contains(word, StringComparison.Ordinal) || reason.En.Contains(word, StringComparison.Ordinal)));
    }

    internal static IEnumerable<string> OfferedToModels() => Names.SelectMany(name =>
        Repository.Read($"models/{name}.fit.yaml", (document, _) => FitPlanReader.Read(document)).Characteristics.Select(item => item.Feature));

    // Comments do not read anything.
    private static IEnumerable<string> WordsOfStrategies() =>
        from file in Directory.EnumerateFiles(Repository.PathOf("strategies"), "*.strategy.yaml")
        from line in File.ReadLines(file)
        from Match word in Word().Matches(line.Split(" #")[0].TrimStart().StartsWith('#') ? "" : line.Split(" #")[0])
        select word.Value;

    [GeneratedRegex("[a-z][a-z0-9_]*")]
    private static partial Regex Word();

    private static CsvTable Population()
    {
        using var stream = new MemoryStream();
        PopulationGenerator.Write(Rows, Seed, PopulationGenerator.DefaultDay, stream, new Progress<int>());
        return Repository.Table(stream.ToArray(), "population.csv");
    }
}
