using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Documents;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Tests.Mappings;

public sealed class MappingReaderTests
{
    [Fact]
    public void Every_mistake_is_told_at_once_with_its_path()
    {
        var errors = new DocumentErrors();
        Mapping? mapping = MappingBench.Read(
            """
            version: 2
            colour: red
            label: { column: outcome, bad: 1 }
            application:
              client_id: { constant: 7 }
              application_id: { pattern: "a-{line}-{column:key}-{row" }
              amount_fen: { column: amount, scales: 100 }
              tenor_months: { column: a, max: [a] }
              purpose: { constant: LOAN_PURPOSE_FUN }
              repayment_method: { column: a }
              borrower: { person: { seed_column: a, age_column: age, province: "99" } }
              consents:
                - { scope: { constant: CONSENT_SCOPE_CREDIT_BUREAU }, granted_at: { time: yesterday } }
              features: []
              colour: { constant: red }
            features:
              f: { column: a, clamp: { least: 5, most: 1 } }
              g: { type: colour, column: a }
              h: { ratio: { of: { column: a } } }
              i: { type: flag, column: a, map: [ { when: ["1"], then: yes }, { when: ["1"], then: true } ] }
            """,
            "a,b",
            errors);

        Assert.Null(mapping);
        string[] told = [.. errors.All.Select(error => error.ToString())];
        foreach (string expected in (string[])
            [
                "version: must be between 1 and 1",
                "colour: is not known here",
                "observed_at: is missing",
                "label.column: the file has no column \"outcome\"",
                "label.bad: must be text",
                "application.client_id.constant: must be text",
                "application.application_id.pattern: has the unknown place {line}",
                "application.application_id.pattern: has a { without its }",
                "application.application_id.pattern: the file has no column \"key\"",
                "application.amount_fen.column: the file has no column \"amount\"",
                "application.amount_fen.scales: is not known here",
                "application.tenor_months: needs exactly one of",
                "application.purpose.constant: must be one of LOAN_PURPOSE_DAILY_CONSUMPTION",
                "application.repayment_method.column: needs a map here",
                "application.borrower.person.age_column: the file has no column \"age\"",
                "application.borrower.person.province: must be the two digits",
                "application.consents[0].granted_at.time: must be a time",
                "application.features: belongs at the top",
                "application.colour: is not known here",
                "features.f.clamp.least: is above most",
                "features.g.type: must be one of",
                "features.h.ratio.to: is missing",
                "features.i.map[0].then: must be true or false",
                "features.i.map[1].when: \"1\" has a value already",
            ])
            Assert.Contains(told, each => each.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void An_application_is_built_in_the_types_of_the_API()
    {
        Mapping mapping = MappingBench.Read(
            """
            version: 1
            observed_at: now-1h
            label: { column: outcome, bad: bad }
            application:
              client_id: { constant: c }
              application_id: { pattern: "x-{run}-{row}-{column:key}" }
              amount_fen: { column: amount, scale: 100 }
              tenor_months: { constant: 12 }
              purpose: { column: why, map: [ { when: [car], then: LOAN_PURPOSE_DURABLE_GOODS } ], otherwise: LOAN_PURPOSE_OTHER_LAWFUL }
              identity_evidence:
                network_check: { result: { constant: CHECK_RESULT_PASSED }, checked_at: { time: now-2h }, score: { column: score } }
              consents:
                - { scope: { constant: CONSENT_SCOPE_CREDIT_BUREAU }, granted_at: { time: "2026-01-01T00:00:00Z" } }
                - { scope: { constant: CONSENT_SCOPE_PERSONAL_DATA }, evidence_id: { pattern: "e-{row}" } }
              disclosure: { any_consent_pre_ticked: { constant: false } }
            features:
              late: { column: amount, observed_at: now-3d, partner_id: p }
            """,
            "key,amount,why,score,outcome");

        var row = new FileRow(12, ["k", "250.5", "car", "", "bad"]);
        DecideRequest request = mapping.Map(row)!;

        Assert.Equal("x-r7-12-k", request.ApplicationId);
        Assert.Equal((25_050L, 12, LoanPurpose.DurableGoods), (request.AmountFen, request.TenorMonths, request.Purpose));
        Assert.Equal(Timestamp.FromDateTimeOffset(MappingBench.Now.AddHours(-2)), request.IdentityEvidence.NetworkCheck.CheckedAt);
        Assert.False(request.IdentityEvidence.NetworkCheck.HasScore);
        Assert.Equal("e-12", request.Consents[1].EvidenceId);
        Assert.Equal(("p", Timestamp.FromDateTimeOffset(MappingBench.Now.AddDays(-3))), (request.Features[0].PartnerId, request.Features[0].ObservedAt));
        Assert.True(mapping.Label!.IsBad(row));
        Assert.False(mapping.Label.IsBad(new FileRow(1, ["", "", "", "", "fine"])));
        Assert.Null(mapping.Label.IsBad(new FileRow(1, ["", "", "", "", ""])));
        Assert.Equal(LoanPurpose.OtherLawful, mapping.Map(new FileRow(1, ["k", "1", "boat", "0.5", ""]))!.Purpose);
    }

    [Theory]
    [InlineData(",1", "application.application_id is missing")]
    [InlineData("k,", "application.amount_fen is missing")]
    [InlineData("k,0.001", "application.amount_fen would be a fraction; say how to round it, for example round: 1")]
    [InlineData("k,1e14", "application.amount_fen would be too large for its field")]
    public void A_field_of_the_application_must_have_a_sound_value(string cells, string problem)
    {
        Mapping mapping = MappingBench.Read(
            """
            version: 1
            observed_at: now
            application: { application_id: { column: key }, amount_fen: { column: amount, scale: 100 } }
            """,
            "key,amount");

        var row = new FileRow(1, cells.Split(','));

        Assert.Null(mapping.Map(row));
        Assert.Equal([problem], row.Errors);
    }

    [Fact]
    public void A_constant_that_cannot_be_is_a_mistake_of_the_mapping()
    {
        var errors = new DocumentErrors();

        MappingBench.Read("{ version: 1, observed_at: now, application: { tenor_months: { constant: 1.5 } } }", "a", errors);

        Assert.Contains("application.tenor_months would be a fraction", Assert.Single(errors.All).Message);
    }

    [Fact]
    public void The_label_on_the_command_line_takes_the_place_of_the_mappings_own()
    {
        var errors = new DocumentErrors();
        const string yaml = "{ version: 1, observed_at: now, label: { column: a, bad: x }, application: { client_id: { constant: c } } }";

        Mapping mapping = MappingBench.Read(yaml, "a,b", errors, label: "b")!;

        Assert.Equal("b", mapping.Label!.Column);
        Assert.True(mapping.Label.IsBad(new FileRow(1, ["", "x"])));
    }
}
