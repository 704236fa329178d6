"""All tags of the design system; the settings make them built-in, so a page never loads them."""

from django.template import Library

from doorstroom.ui.components import controls, figures, forms, icons, layout, navigation, page, words

register = Library()

for block in (
    layout.card,
    layout.panel,
    layout.alert,
    layout.details,
    layout.button_row,
    layout.columns,
    layout.grid,
    layout.stack,
    layout.empty_state,
    layout.table,
    layout.facts,
    layout.description_list,
    forms.form_section,
    forms.filter_bar,
    page.captured,
):
    register.simple_block_tag(block)

for tag in (
    layout.page_header,
    layout.fact,
    layout.picture,
    layout.term,
    controls.button,
    controls.link_button,
    controls.badge,
    controls.copyable,
    forms.field,
    forms.form_fields,
    forms.form_errors,
    forms.combobox,
    figures.meter,
    figures.progress,
    figures.figure_tile,
    figures.timeline,
    navigation.breadcrumb,
    navigation.tabs,
    navigation.steps,
    icons.icon,
    page.message_alert,
    words.date,
    words.day,
    words.moment,
    words.euro,
    words.number,
):
    register.simple_tag(tag)

for tag_of_page in (controls.undo_bar, navigation.pagination, page.theme_link):
    register.simple_tag(tag_of_page, takes_context=True)
